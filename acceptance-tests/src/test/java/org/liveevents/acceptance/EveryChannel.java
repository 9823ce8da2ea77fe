package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import org.liveevents.quickstart.embedded.FreePorts;
import org.liveevents.quickstart.pipeline.RunningService;
import org.liveevents.quickstart.pipeline.Services;

/** One pipeline with every way in. */
final class EveryChannel implements AutoCloseable {

  private static final String TOKEN = "a-token-of-ours";
  private static final String EVENT_NAME = "asset_accessed";

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final EmbeddedSqs sqs = EmbeddedSqs.start();
  private final QueueClient queue = QueueClient.create(sqs, Duration.ofSeconds(30));
  private final WebhookBridges bridges = new WebhookBridges(kafka.bootstrapServers());
  private final WebhookClient signed = bridges.signed(queue.settings());
  private final WebhookClient token = bridges.token(TOKEN);
  private final WebhookClient open = bridges.open();
  private final RunningService topology;
  private final RawWriter raw = new RawWriter(kafka.bootstrapServers());

  EveryChannel(Path stateDirectory) {
    topology =
        Services.topology()
            .start(
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                    "KAFKA_STATE_DIR", stateDirectory.toString(),
                    "RAW_PARTITIONS", "2",
                    "TYPED_PARTITIONS", "1",
                    "REORDER_GRACE", "1s",
                    "QUERY_PORT", Integer.toString(FreePorts.free()),
                    "QUERY_AUTH", "none",
                    "MANAGEMENT_PORT", "0"));
  }

  /** What comes to a topic from now on. */
  TopicTail tail(String topic) {
    return new TopicTail(kafka.bootstrapServers(), topic);
  }

  /**
   * Sends a payload. Webhooks must be answered 2xx.
   *
   * @param claims whether a signer can put claims of the token into it
   * @return headers the record made of it must have, whatever becomes of it
   */
  Map<String, String> send(Channel channel, byte[] payload, boolean claims) {
    return switch (channel) {
      case SQS ->
          Map.of(
              "source",
              "sqs",
              "source-id",
              queue.send(new String(payload, UTF_8), EVENT_NAME),
              "event-name",
              EVENT_NAME);
      case SIGNED_WEBHOOK -> {
        post(
            claims
                ? bridges.keys().sign(new String(payload, UTF_8))
                : bridges.keys().signBytes(payload));
        yield Map.of("source", "webhook", "signature-kid", bridges.keys().currentKeyId());
      }
      case TOKEN_WEBHOOK -> {
        assertTaken(
            token.send(
                token
                    .request()
                    .header("Authorization", "Bearer " + TOKEN)
                    .POST(BodyPublishers.ofByteArray(payload))));
        yield Map.of("source", "webhook");
      }
      case OPEN_WEBHOOK -> {
        assertTaken(open.post(payload));
        yield Map.of("source", "webhook");
      }
      case RAW_TOPIC -> write("theirs", payload);
    };
  }

  /** Posts to the signed webhook, which must answer 2xx. */
  void post(String body) {
    assertTaken(signed.post(body));
  }

  /** A key and an event's JSON with the claims of a token, signed. */
  String sign(String event) {
    return bridges.keys().sign(event);
  }

  /** Writes to the raw topic as others do. */
  Map<String, String> write(String key, byte @Nullable [] value) {
    Map<String, String> theirs =
        Map.of(
            "source", "replay",
            "source-id", "file-1:7",
            "received-at", "2026-09-01T08:00:00.123Z",
            "replay-count", "3",
            "theirs", "kept");
    RecordMetadata at = raw.writeForeign(key, value, theirs);
    return Map.of(
        "source", "replay",
        "source-id", "file-1:7",
        "received-at", "2026-09-01T08:00:00.123Z",
        "replay-count", "3",
        "theirs", "kept",
        "original-topic", "canvas.raw",
        "original-partition", Integer.toString(at.partition()),
        "original-offset", Long.toString(at.offset()));
  }

  /** Waits until the queue holds nothing. */
  void awaitEmptyQueue() {
    queue.awaitEmpty();
  }

  @Override
  public void close() {
    raw.close();
    topology.close();
    bridges.close();
    sqs.close();
    kafka.close();
  }

  private static void assertTaken(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
  }
}
