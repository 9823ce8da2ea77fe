package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import org.liveevents.quickstart.embedded.FreePorts;
import org.liveevents.quickstart.embedded.JwksServer;

/**
 * Both services at {@code LOG_LEVEL=DEBUG}, given every sample whole, damaged and against its
 * schema, over both channels: no name, e-mail, login, address, token or text of any of them is
 * found in their logs, metrics, health or error answers.
 */
class PrivacyIT {

  private static final Path LOGS = Path.of("target", "privacy");

  @TempDir private Path directory;

  private final Set<String> secrets = new LinkedHashSet<>();
  private final Map<String, String> said = new TreeMap<>();

  @Test
  void nothingOfAnybodyIsSaidAtDebugLevel() throws Exception {
    Files.createDirectories(LOGS);
    Path bridgeLog = Files.createTempFile(LOGS, "bridge", ".log");
    Path topologyLog = Files.createTempFile(LOGS, "topology", ".log");
    CanvasKeys keys = new CanvasKeys(InstantSource.system());
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSqs sqs = EmbeddedSqs.start();
        JwksServer jwks = JwksServer.start(keys)) {
      QueueClient queue = QueueClient.create(sqs, Duration.ofSeconds(10));
      int webhookPort = FreePorts.free();
      int queryPort = FreePorts.free();
      Map<String, String> bridge = new HashMap<>(queue.settings());
      bridge.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
      bridge.put("RAW_PARTITIONS", "2");
      bridge.put("TYPED_PARTITIONS", "1");
      bridge.put("WEBHOOK_PORT", Integer.toString(webhookPort));
      bridge.put("WEBHOOK_JWKS_URL", jwks.url().toString());
      bridge.put("WEBHOOK_ISSUER", CanvasKeys.ISSUER);
      bridge.putAll(debug("ingest-bridge"));
      Map<String, String> topology = new HashMap<>();
      topology.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
      topology.put("TYPED_PARTITIONS", "1");
      topology.put("KAFKA_STATE_DIR", directory.resolve("state").toString());
      topology.put("REORDER_GRACE", "1s");
      topology.put("QUERY_PORT", Integer.toString(queryPort));
      topology.put("QUERY_AUTH", "none");
      topology.putAll(debug("streams-topology"));
      try (ServiceProcess in = ServiceProcess.start(ServiceProcess.BRIDGE, bridge, bridgeLog);
          ServiceProcess out =
              ServiceProcess.start(ServiceProcess.TOPOLOGY, topology, topologyLog)) {
        in.awaitReady();
        out.awaitReady();

        // When
        send(queue, WebhookClient.of(webhookPort), keys);
        queue.awaitEmpty();
        QueryApi query = new QueryApi(URI.create("http://127.0.0.1:" + queryPort));
        query.settledLedger(SampleTexts.byTopic(Instant.now()).size());
        ask(queryPort);
        for (String path : List.of("/metrics", "/health/ready", "/health/live")) {
          said.put("bridge " + path, in.ask(path).body());
          said.put("topology " + path, out.ask(path).body());
        }
        in.stop();
        out.stop();
      }
    }
    said.put("the bridge's log", Files.readString(bridgeLog));
    said.put("the topology's log", Files.readString(topologyLog));

    // Then
    assertThat(said.get("the bridge's log")).as("at DEBUG").contains(" DEBUG ");
    assertThat(said.get("the topology's log")).as("at least INFO").contains(" INFO ");
    assertThat(secrets).hasSizeGreaterThan(200);
    System.out.printf(
        "privacy: %d values looked for in %d texts of %d characters%n",
        secrets.size(), said.size(), said.values().stream().mapToInt(String::length).sum());
    List<String> found = new ArrayList<>();
    said.forEach(
        (where, text) -> {
          for (String secret : secrets) {
            int at = text.indexOf(secret);
            if (at >= 0) {
              int from = text.lastIndexOf('\n', at) + 1;
              int end = Math.min(text.length(), from + 160);
              found.add(where + ": '" + secret + "' in: " + text.substring(from, end));
            }
          }
        });
    assertThat(found).isEmpty();
  }

  /** The service's own way to log, which the tests' class path hides. */
  private static Map<String, String> debug(String module) {
    Path config = Path.of("..", module, "src", "main", "resources", "logback.xml");
    assertThat(config).exists();
    return Map.of(
        "LOG_LEVEL",
        "DEBUG",
        "JAVA_TOOL_OPTIONS",
        "-Dlogback.configurationFile=" + config.toAbsolutePath().normalize());
  }

  /** Every sample, and three ways to spoil it, over the queue and as signed and other webhooks. */
  private void send(QueueClient queue, WebhookClient webhook, CanvasKeys keys) {
    CanvasKeys foreign = new CanvasKeys(InstantSource.system());
    List<String> texts = new ArrayList<>();
    for (String sample : SampleTexts.byTopic(Instant.now()).values()) {
      collect("", Json.parse(sample));
      String cut = sample.strip().substring(0, sample.strip().length() - 2);
      String against = sample.replaceAll("\"([a-z_]*user[a-z_]*)\":\"[^\"]*\"", "\"$1\":[true]");
      String timeless =
          sample.replaceFirst("\"event_?[tT]ime\":\"[^\"]*\"", "\"event_time\":\"never\"");
      texts.addAll(List.of(sample, cut, against, timeless));
      String token = keys.sign(sample);
      secrets.add(token.substring(token.lastIndexOf('.') + 1));
      secrets.add(token.substring(token.indexOf('.') + 1, token.indexOf('.') + 60));
      String forged = foreign.sign(sample);
      secrets.add(forged.substring(forged.lastIndexOf('.') + 1));
      said.put("a signed webhook " + texts.size(), answer(webhook.post(token)));
      said.put("a forged webhook " + texts.size(), answer(webhook.post(forged)));
      said.put("a cut webhook " + texts.size(), answer(webhook.post(keys.signBytes(bytes(cut)))));
      said.put("a bare webhook " + texts.size(), answer(webhook.post(bytes(sample))));
    }
    queue.sendAll(texts);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String answer(HttpResponse<String> answer) {
    return answer.headers().map() + "\n" + answer.body();
  }

  /** Questions that have no answer. */
  private void ask(int port) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    for (String path :
        List.of(
            "/v1/courses/1042~99999",
            "/v1/courses/1042~99999/grades/1/2",
            "/v1/courses/731/grades?limit=none",
            "/v1/courses/731/grades?cursor=none",
            "/v1/courses/731/grades/311/2001?at=1999-01-01T00:00:00Z",
            "/v1/courses/731/nothing",
            "/v2")) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isGreaterThanOrEqualTo(400);
      said.put("the answer to " + path, answer(answer));
    }
  }

  /** What is personal, or reads like text: words with blanks, addresses, what such fields hold. */
  private void collect(String key, JsonNode node) {
    if (node.isContainerNode()) {
      node.properties().forEach(entry -> collect(entry.getKey(), entry.getValue()));
      if (node.isArray()) {
        node.forEach(element -> collect(key, element));
      }
      return;
    }
    String text = node.isTextual() ? node.textValue() : "";
    boolean isPersonal =
        key.matches(".*(login|sis_id|client_ip|user_agent|session|email|token|referrer|url).*")
            && text.length() > 5;
    boolean isText = text.contains("@") || (text.contains(" ") && text.length() > 7);
    boolean isAddress = text.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
    if (isPersonal || isText || isAddress) {
      secrets.add(text);
    }
  }
}
