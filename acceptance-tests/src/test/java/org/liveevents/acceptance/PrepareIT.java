package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.OperatorCommand.Ended;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.topic.Topics;

/** What `prepare` leaves behind is all the services need: they find nothing left to create. */
@Tag("thorough")
class PrepareIT {

  @TempDir private Path directory;

  private static EmbeddedKafka kafka;
  private static Admin admin;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  private static Map<String, String> settings(String prefix) {
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("TOPIC_PREFIX", prefix);
    settings.put("RAW_PARTITIONS", "3");
    settings.put("TYPED_PARTITIONS", "1");
    return settings;
  }

  @Test
  void createsEveryTopicOnceAndTheTopologyAddsOnlyItsOwn() throws Exception {
    // Given: one topic is there already, and other than we would make it
    admin.createTopics(List.of(new NewTopic("uni.rejected", 2, (short) 1))).all().get();
    Set<String> wanted =
        new PipelineTopics(new Topics("uni"), 3, 1)
            .all().stream().map(TopicSpec::name).collect(Collectors.toCollection(TreeSet::new));

    // When
    Map<String, String> settings = settings("uni");
    Ended first = OperatorCommand.run(settings, "prepare");
    Ended second = OperatorCommand.run(settings, "prepare");

    // Then
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains(wanted.size() + " topics are there, " + (wanted.size() - 1));
    assertThat(second.out()).contains(wanted.size() + " topics are there, 0 of them new");
    assertThat(topics()).isEqualTo(wanted);
    assertThat(admin.describeTopics(List.of("uni.rejected")).allTopicNames().get())
        .allSatisfy((name, topic) -> assertThat(topic.partitions()).hasSize(2));

    // And: the topology, once it is ready, has added what Kafka Streams makes for itself alone
    settings.put("QUERY_AUTH", "none");
    settings.put("QUERY_PORT", "0");
    settings.put("KAFKA_STATE_DIR", directory.resolve("state").toString());
    try (ServiceProcess process =
        ServiceProcess.start(ServiceProcess.TOPOLOGY, settings, directory.resolve("log"))) {
      process.awaitReady();
      Set<String> more = topics();
      more.removeAll(wanted);
      assertThat(more).allMatch(name -> name.startsWith("uni-topology-"));
    }
  }

  @Test
  void registersTheSchemasWhereThereIsARegistry() {
    try (ApicurioRegistry registry = ApicurioRegistry.start(directory).awaitReady()) {
      // When
      Map<String, String> all = settings("registered");
      all.put("SCHEMA_REGISTRY_URL", registry.url().toString());
      Ended ended = OperatorCommand.run(all, "prepare");

      // Then
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.out()).containsPattern("1\\d\\d schemas are in the registry");
    }
  }

  @Test
  void saysWhatIsWrongAndEndsWithItsCode() {
    assertThat(OperatorCommand.run(Map.of(), "prepare"))
        .satisfies(
            ended -> {
              assertThat(ended.exitCode()).isEqualTo(2);
              assertThat(ended.err()).contains("KAFKA_BOOTSTRAP_SERVERS");
            });
    Map<String, String> tooMany = settings("copied");
    tooMany.put("REPLICATION_FACTOR", "3"); // one broker can't
    assertThat(OperatorCommand.run(tooMany, "prepare").exitCode()).isEqualTo(3);
  }

  private static Set<String> topics() throws Exception {
    return admin.listTopics().names().get().stream()
        .filter(name -> name.startsWith("uni"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
