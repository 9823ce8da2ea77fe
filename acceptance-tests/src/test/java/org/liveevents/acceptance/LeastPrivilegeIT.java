package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.FreePorts;

/**
 * A broker that lets nobody do anything but what the commands on the page about Kafka allow: the
 * page is run as it stands.
 */
@Tag("thorough")
class LeastPrivilegeIT {

  private static final Path PAGE = Path.of("../docs/operations/kafka.md");
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
          + " password=\"%s\"%s;";
  private static final List<String> ACCOUNTS =
      List.of("admin", "prepare", "bridge", "topology", "operator", "reports");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void theAccountsOfThePageAreEnoughForEverythingAndNoMore() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(lockedUp())) {
      // Given
      allowWhatThePageSays(kafka);
      OperatorCommand.Ended prepared = OperatorCommand.run(settings(kafka, "prepare"), "prepare");
      assertThat(prepared.exitCode()).as(prepared.err()).isZero();
      int webhook = FreePorts.free();
      int query = FreePorts.free();
      try (ServiceProcess topology = topology(kafka, query);
          ServiceProcess bridge = bridge(kafka, webhook)) {
        topology.awaitReady();
        bridge.awaitReady();

        // When
        WebhookClient canvas = WebhookClient.of(webhook);
        canvas.post(Events.read(1, 1, Instant.now()).getBytes(UTF_8));
        canvas.post("no event".getBytes(UTF_8));

        // Then
        assertThat(first(kafka, "reports", "canvas.events.asset_accessed").key())
            .isEqualTo("course:1042~1");
        QueryApi api = new QueryApi(URI.create("http://127.0.0.1:" + query));
        await("rejected")
            .atMost(PATIENCE)
            .until(() -> api.get("/v1/rejected").path("groups").size() == 1);
        await("bridges")
            .atMost(PATIENCE)
            .until(() -> api.get("/v1/bridges").path("sources").size() == 1);
        OperatorCommand.Ended again =
            OperatorCommand.run(settings(kafka, "operator"), "rejected", "replay", "--send");
        assertThat(again.exitCode()).as(again.err()).isZero();
        OperatorCommand.Ended forgotten =
            OperatorCommand.run(settings(kafka, "operator"), "forget", "--user", "1042~7");
        assertThat(forgotten.exitCode()).as(forgotten.err()).isZero();
        assertThat(topology.log() + bridge.log()).doesNotContainIgnoringCase("authoriz");
        assertThatThrownBy(() -> first(kafka, "bridge", "canvas.raw"))
            .isInstanceOf(AuthorizationException.class);
      }
    }
  }

  private static Map<String, String> lockedUp() {
    String users =
        ACCOUNTS.stream()
            .map(account -> " user_%s=\"%s\"".formatted(account, password(account)))
            .collect(Collectors.joining());
    return Map.of(
        "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name", "PLAINTEXT",
        "sasl.mechanism.inter.broker.protocol", "PLAIN",
        "sasl.enabled.mechanisms", "PLAIN",
        "listener.name.plaintext.plain.sasl.jaas.config",
            LOGIN.formatted("admin", password("admin"), users),
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users", "User:admin;User:ANONYMOUS"); // the controller's listener knows no accounts
  }

  private static String password(String account) {
    return account + "-secret";
  }

  private static Map<String, String> client(EmbeddedKafka kafka, String account) {
    return Map.of(
        "bootstrap.servers",
        kafka.bootstrapServers(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        LOGIN.formatted(account, password(account), ""));
  }

  private static Map<String, String> settings(EmbeddedKafka kafka, String account) {
    Map<String, String> settings = new HashMap<>();
    client(kafka, account)
        .forEach(
            (key, value) ->
                settings.put("KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    settings.put("RAW_PARTITIONS", "3");
    settings.put("TYPED_PARTITIONS", "1");
    return settings;
  }

  private ServiceProcess topology(EmbeddedKafka kafka, int port) {
    Map<String, String> settings = settings(kafka, "topology");
    settings.put("KAFKA_STATE_DIR", directory.resolve("state").toString());
    settings.put("QUERY_AUTH", "none");
    settings.put("QUERY_PORT", Integer.toString(port));
    settings.put("REORDER_GRACE", "1s");
    return ServiceProcess.start(
        ServiceProcess.TOPOLOGY, settings, directory.resolve("topology.log"));
  }

  private ServiceProcess bridge(EmbeddedKafka kafka, int port) {
    Map<String, String> settings = settings(kafka, "bridge");
    settings.put("WEBHOOK_PORT", Integer.toString(port));
    settings.put("WEBHOOK_AUTH", "none");
    return ServiceProcess.start(ServiceProcess.BRIDGE, settings, directory.resolve("bridge.log"));
  }

  /** The first record of a topic, as that account reads it. */
  private static ConsumerRecord<String, String> first(
      EmbeddedKafka kafka, String account, String topic) {
    Map<String, Object> settings = new HashMap<>(client(kafka, account));
    settings.put("group.id", "reports");
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      return await(topic)
          .atMost(PATIENCE)
          .until(
              () -> consumer.poll(Duration.ofSeconds(1)).iterator(),
              Iterator<ConsumerRecord<String, String>>::hasNext)
          .next();
    }
  }

  private void allowWhatThePageSays(EmbeddedKafka kafka) throws Exception {
    Set<AclBinding> rules = new HashSet<>();
    for (String command : commands()) {
      rules.addAll(rules(command));
    }
    assertThat(rules).isNotEmpty();
    try (Admin admin = Admin.create(Map.copyOf(client(kafka, "admin")))) {
      admin.createAcls(rules).all().get();
    }
  }

  /** What the shell makes of the page's script: the arguments of each call of kafka-acls.sh. */
  private List<String> commands() throws IOException, InterruptedException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf("```sh\nacl()") + "```sh\n".length();
    String script = page.substring(begin, page.indexOf("```", begin));
    Path file = directory.resolve("acls.sh");
    Files.writeString(file, "kafka-acls.sh() { echo \"$@\"; }\nset -eu\n" + script);
    Process shell = new ProcessBuilder("bash", file.toString()).redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  /** As kafka-acls.sh understands it; whatever isn't expected on the page is an error. */
  private static Set<AclBinding> rules(String command) {
    String principal = "";
    PatternType pattern = PatternType.LITERAL;
    List<AclOperation> operations = new ArrayList<>();
    Map<String, ResourceType> resources = new HashMap<>();
    Iterator<String> words = List.of(command.split(" ", -1)).iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--add" -> {}
        case "--bootstrap-server", "--command-config" -> words.next();
        case "--allow-principal" -> principal = words.next();
        case "--operation" -> operations.add(SecurityUtils.operation(words.next()));
        case "--topic" -> resources.put(words.next(), ResourceType.TOPIC);
        case "--group" -> resources.put(words.next(), ResourceType.GROUP);
        case "--transactional-id" -> resources.put(words.next(), ResourceType.TRANSACTIONAL_ID);
        case "--resource-pattern-type" ->
            pattern = PatternType.fromString(words.next().toUpperCase(Locale.ROOT));
        default -> throw new AssertionError("unknown on the page: " + word);
      }
    }
    Set<AclBinding> rules = new HashSet<>();
    for (Map.Entry<String, ResourceType> resource : resources.entrySet()) {
      for (AclOperation operation : operations) {
        rules.add(
            new AclBinding(
                new ResourcePattern(resource.getValue(), resource.getKey(), pattern),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
      }
    }
    return rules;
  }
}
