package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.acceptance.OperatorCommand.Ended;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import org.liveevents.quickstart.embedded.JwksServer;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.pipeline.PipelineOptions;

/** {@code live-events rejected} and {@code live-events doctor} beside a pipeline at work. */
class OperatorIT {

  private static final String BROKEN = "{\"metadata\":\u001b[2J";

  @TempDir private static Path data;

  private static LocalPipeline pipeline;
  private static CommittedTopics topics;
  private static Map<String, String> settings;

  @TempDir private Path files;

  @BeforeAll
  static void start() {
    pipeline = new LocalPipeline(PipelineOptions.in(data, Duration.ofSeconds(1), 1));
    topics = new CommittedTopics(pipeline.kafka().bootstrapServers());
    settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", pipeline.kafka().bootstrapServers(),
            "RAW_PARTITIONS", "4",
            "TYPED_PARTITIONS", "1");
  }

  @AfterAll
  static void end() {
    pipeline.close();
  }

  @Test
  void whatWasRejectedComesOutTypedOnceTheCauseIsMendedAndTheRestIsLeftAloneInTheEnd()
      throws Exception {
    // Given: an event refused for a fault of ours, and one that nothing will mend
    String event = Events.read(7, 4711, Instant.now());
    reject(event, "internal", "decode");
    RecordMetadata broken = reject(BROKEN, "not_json", "sqs");

    // When
    Ended listed = OperatorCommand.run(settings, "rejected", "list", "--json");
    Ended shown =
        OperatorCommand.run(
            settings, "rejected", "show", broken.partition() + ":" + broken.offset());
    Path raw = files.resolve("raw");
    OperatorCommand.run(
        settings, "rejected", "show", broken.partition() + ":" + broken.offset(), "--raw=" + raw);
    Ended dry = OperatorCommand.run(settings, "rejected", "replay");
    int afterDryRun = topics.of("canvas.rejected").size();
    Ended one = OperatorCommand.run(settings, "rejected", "replay", "--send");
    Ended two = OperatorCommand.run(settings, "rejected", "replay", "--send", "--max-replays=2");
    Ended three = OperatorCommand.run(settings, "rejected", "replay", "--send", "--max-replays=2");

    // Then: listed and shown
    JsonNode groups = Json.parse(listed.out()).path("groups");
    assertThat(groups).hasSize(2);
    assertThat(groups.findValuesAsText("code")).containsExactlyInAnyOrder("internal", "not_json");
    assertThat(groups.findValuesAsText("event"))
        .containsExactlyInAnyOrder("asset_accessed", "none");
    assertThat(shown.out()).contains("not_json").contains("{\"metadata\":\\u{1B}[2J");
    assertThat(Files.readString(raw)).isEqualTo(BROKEN);
    // and sent only when told to
    assertThat(dry.out()).contains("2 records would be sent: 1 event").contains("--send");
    assertThat(afterDryRun).isEqualTo(2);
    // and sent
    assertThat(List.of(one, two, three)).extracting(Ended::exitCode).containsOnly(0);
    await("the event, typed")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(topics.of("canvas.events.asset_accessed")).hasSize(1));
    assertThat(topics.of("canvas.events.asset_accessed").get(0).value()).isEqualTo(event);
    // and what is still broken came back, once a replay, until it was left alone
    List<Found> copies =
        topics.of("canvas.rejected").stream()
            .filter(found -> found.value().equals(BROKEN))
            .toList();
    assertThat(copies)
        .extracting(found -> found.headers().get("replay-count"))
        .containsExactly("0", "1", "2");
    assertThat(copies.get(1).headers()).containsEntry("stage", "replay");
    assertThat(three.out()).contains("1 record left alone, replayed 2 times or more already");
  }

  @Test
  void doctorFindsNothingRedInAHealthyInstallation() {
    // Given
    try (JwksServer keys = JwksServer.start(pipeline.keys())) {
      Map<String, String> all = configured(pipeline.queue(), keys.url());

      // When
      Ended ended =
          OperatorCommand.run(all, "doctor", "--json", "--webhook", pipeline.webhook().toString());

      // Then
      JsonNode report = Json.parse(ended.out());
      assertThat(ended.exitCode()).as("%s", ended).isEqualTo(1);
      assertThat(report.path("status").asText()).isEqualTo("yellow");
      assertThat(statusOf(report, "signing keys")).isEqualTo("green");
      assertThat(statusOf(report, "clock")).isEqualTo("green");
      assertThat(statusOf(report, "query API")).isEqualTo("green");
      assertThat(statusOf(report, "topics")).isEqualTo("green");
      assertThat(statusOf(report, "configuration")).isEqualTo("green");
      // one broker, no TLS, and a queue that tells no policy
      assertThat(statusOf(report, "brokers")).isEqualTo("yellow");
      assertThat(statusOf(report, "webhook")).isEqualTo("yellow");
      assertThat(statusOf(report, "queue canvas-live-events")).isEqualTo("yellow");
    }
  }

  @Test
  void doctorSaysWhatIsWrongAndNoSecret() {
    // Given: a queue Canvas won't send to, no keys, no query API there, a key mistyped
    Map<String, String> wrong =
        configured(pipeline.sqs().createQueue("grades"), URI.create("http://127.0.0.1:1/jwks"));
    wrong.put("QUERY_PORT", "1");
    wrong.put("WEBHOOK_PROT", "1");

    // When
    Ended ended = OperatorCommand.run(wrong, "doctor", "--webhook", pipeline.query().toString());

    // Then
    assertThat(ended.exitCode()).as("%s", ended).isEqualTo(2);
    assertThat(ended.out())
        .contains("red     configuration: WEBHOOK_PROT")
        .contains("red     queue grades")
        .contains("red     signing keys")
        .contains("red     webhook")
        .contains("yellow  query API")
        .doesNotContain("do-not-print-me");
    assertThat(ended.err()).doesNotContain("do-not-print-me");
  }

  @Test
  void whereNoBrokerIsTheExitCodeIs3() {
    Ended ended =
        OperatorCommand.run(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "KAFKA_DEFAULT_API_TIMEOUT_MS", "2000",
                "KAFKA_REQUEST_TIMEOUT_MS", "1000"),
            "rejected",
            "list");
    assertThat(ended.exitCode()).as("%s", ended).isEqualTo(3);
    assertThat(ended.err()).contains("canvas.rejected can't be read").doesNotContain("at org.");
  }

  private static Map<String, String> configured(URI queue, URI keys) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("SQS_QUEUE_URLS", queue.toString());
    all.put("SQS_ENDPOINT", pipeline.sqs().endpoint().toString());
    all.put("AWS_REGION", EmbeddedSqs.REGION);
    all.put("WEBHOOK_PORT", "0");
    all.put("WEBHOOK_JWKS_URL", keys.toString());
    all.put("WEBHOOK_ISSUER", CanvasKeys.ISSUER);
    all.put("QUERY_PORT", Integer.toString(pipeline.query().getPort()));
    all.put("QUERY_TOKENS", "do-not-print-me");
    return all;
  }

  private static String statusOf(JsonNode report, String what) {
    for (JsonNode finding : report.path("findings")) {
      if (finding.path("what").asText().equals(what)) {
        return finding.path("status").asText();
      }
    }
    return "not looked at: " + report;
  }

  private static RecordMetadata reject(String value, String code, String stage) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline.kafka().bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>("canvas.rejected", null, value.getBytes(UTF_8));
      Map.of("code", code, "stage", stage, "source", "sqs", "replay-count", "0")
          .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
      return producer.send(record).get();
    }
  }
}
