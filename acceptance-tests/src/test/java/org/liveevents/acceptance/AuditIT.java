package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.OperatorCommand.Ended;
import org.liveevents.event.Payload;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.pipeline.PipelineOptions;
import org.liveevents.quickstart.simulation.CanvasSimulation;
import org.liveevents.quickstart.simulation.Delivery;
import org.liveevents.quickstart.simulation.Plan;
import org.liveevents.quickstart.simulation.Sender;
import org.liveevents.quickstart.simulation.SimulationSettings;
import org.liveevents.quickstart.simulation.Wave;

/**
 * {@code live-events audit} after a simulated term with duplicates, disorder, late, future and
 * broken events over both channels and every sample besides: it finds nothing, until something is
 * damaged by hand.
 */
class AuditIT {

  private static final int EVENTS = 1500;
  private static final String GRADES = "canvas.events.grade_change";
  private static final String READS = "canvas.events.asset_accessed";

  @RegisterExtension private static final Seed SEED = Seed.of("audit");

  @TempDir private static Path data;

  private static LocalPipeline pipeline;
  private static Map<String, String> settings;

  @BeforeAll
  static void sendATerm() throws InterruptedException {
    Duration grace = Duration.ofSeconds(3);
    pipeline = new LocalPipeline(PipelineOptions.in(data, grace, CanvasSimulation.SHARD));
    settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", pipeline.kafka().bootstrapServers(),
            "CANVAS_DEFAULT_SHARD", Long.toString(CanvasSimulation.SHARD),
            "REORDER_GRACE", grace.toString());
    Plan plan =
        CanvasSimulation.plan(
            new SimulationSettings(SEED.random().nextLong(), EVENTS, Instant.now(), grace));
    try (Sender sender =
        new Sender(pipeline.sqs(), pipeline.queue(), pipeline.webhook(), pipeline.keys())) {
      List<Wave> waves = new ArrayList<>(plan.waves());
      waves.add(samples());
      for (Wave wave : waves) {
        sender.send(wave, sent -> {});
        await("every message taken")
            .atMost(Duration.ofMinutes(2))
            .until(() -> pipeline.sqs().undeleted(pipeline.queue()) == 0);
      }
    }
    new QueryApi(pipeline.query())
        .settledLedger(plan.expectation().received() + samples().deliveries().size());
  }

  private static Wave samples() {
    Instant now = Instant.now();
    return new Wave(
        "samples",
        SampleTexts.byTopic(now).values().stream()
            .map(sample -> (Delivery) new Delivery.Sqs(Payload.of(sample), Map.of()))
            .toList());
  }

  @AfterAll
  static void end() {
    pipeline.close();
  }

  private static JsonNode audit(int exitCode, String... more) {
    List<String> arguments = new ArrayList<>(List.of("audit", "--json", "--settle", "0"));
    arguments.addAll(List.of(more));
    Ended ended = OperatorCommand.run(settings, arguments.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(exitCode);
    return Json.parse(ended.out());
  }

  @Test
  void findsNothingUntilSomethingIsDamaged() throws Exception {
    // Given: activity and what takes the side path need a moment more than the ledger
    JsonNode[] report = new JsonNode[1];
    await("states settled")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(3))
        .untilAsserted(() -> report[0] = audit(0, "--ledger", pipeline.query().toString()));
    JsonNode looked = report[0].path("looked_at");
    assertThat(looked.path("events").asInt()).isGreaterThan(EVENTS);
    assertThat(looked.path("copies").asInt()).isPositive();
    assertThat(looked.path("marked late").asInt()).isPositive();
    assertThat(looked.path("marked late within their grace").asInt()).isZero();
    assertThat(looked.path("marked future").asInt()).isPositive();
    assertThat(looked.path("by the side path").asInt()).isPositive();
    assertThat(looked.path("state keys").asInt()).isGreaterThan(EVENTS / 10);
    assertThat(looked.path("ledger lines compared").asInt()).isPositive();

    // When
    ConsumerRecord<byte[], byte[]> last = last(GRADES);
    write(last);
    ConsumerRecord<byte[], byte[]> state = last("canvas.state.latest-grade");
    String value = new String(state.value(), UTF_8);
    write(
        state, value.replaceFirst("\"visible\":(true|false)", "\"visible\":null").getBytes(UTF_8));
    lose(READS);

    // Then
    JsonNode wrong = audit(8, "--ledger", pipeline.query().toString()).path("wrong");
    assertThat(wrong.at("/twice/number").asInt()).isEqualTo(1);
    assertThat(wrong.at("/twice/examples/0").asText()).startsWith(GRADES);
    assertThat(wrong.at("/lost/number").asInt()).isEqualTo(1);
    assertThat(wrong.at("/lost/examples/0").asText()).startsWith("events.asset_accessed of raw/");
    assertThat(wrong.at("/wrong_state/number").asInt()).isEqualTo(1);
    assertThat(wrong.at("/wrong_state/examples/0").asText())
        .startsWith("canvas.state.latest-grade")
        .endsWith("in visible");
    assertThat(wrong.at("/wrong_ledger/number").asInt()).isPositive();
    assertThat(wrong.at("/invented/number").asInt()).isZero();
  }

  @Test
  void tellsThatTheBrokersAreNotThere() {
    Map<String, String> elsewhere = new HashMap<>(settings);
    elsewhere.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    elsewhere.put("KAFKA_DEFAULT_API_TIMEOUT_MS", "2000");
    elsewhere.put("KAFKA_REQUEST_TIMEOUT_MS", "1000");
    Ended ended = OperatorCommand.run(elsewhere, "audit");
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(3);
  }

  private static ConsumerRecord<byte[], byte[]> last(String topic) {
    try (TopicTail tail = TopicTail.ofAll(pipeline.kafka().bootstrapServers(), topic)) {
      List<ConsumerRecord<byte[], byte[]>> all = tail.rest();
      return all.get(all.size() - 1);
    }
  }

  private static void write(ConsumerRecord<byte[], byte[]> record) {
    write(record, record.value());
  }

  private static void write(ConsumerRecord<byte[], byte[]> record, byte[] value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", pipeline.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  record.topic(),
                  record.partition(),
                  record.timestamp(),
                  record.key(),
                  value,
                  record.headers()))
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first record goes. */
  private static void lose(String topic) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", pipeline.kafka().bootstrapServers()))) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
          .all()
          .get();
    }
  }
}
