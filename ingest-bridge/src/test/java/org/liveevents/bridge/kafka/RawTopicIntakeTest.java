package org.liveevents.bridge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.bridge.intake.Deliveries.ARRIVAL;
import static org.liveevents.bridge.intake.Deliveries.event;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.liveevents.bridge.intake.Admission;
import org.liveevents.bridge.intake.Deliveries;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.intake.Source;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;
import org.liveevents.event.Payload;
import org.liveevents.runtime.management.Health.State;
import org.liveevents.topic.Topics;

class RawTopicIntakeTest {

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ProducerHealth health = new ProducerHealth();
  private final RawTopicIntake intake =
      new RawTopicIntake(
          new Admission(new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1042))),
          producer,
          new Topics("canvas"),
          health,
          new BridgeMetrics(meters));

  @Test
  void writesAnEventToTheRawTopicUnderItsScopeStampedWithItsArrival() {
    // When
    offer(event(1));

    // Then
    ProducerRecord<byte[], byte[]> written = producer.history().get(0);
    assertThat(written.topic()).isEqualTo("canvas.raw");
    assertThat(written.partition()).isNull();
    assertThat(written.timestamp()).isEqualTo(ARRIVAL.toEpochMilli());
    assertThat(new String(written.key(), UTF_8)).isEqualTo("course:1042~731");
    assertThat(new String(written.value(), UTF_8)).isEqualTo(event(1));
    assertThat(headers(written))
        .containsEntry("source", "sqs")
        .containsEntry("format", "canvas")
        .containsEntry("received-at", "2026-09-01T08:00:01.500Z");
  }

  @Test
  void writesWhatIsNoEventToTheRejectedTopicWithoutAKey() {
    // When
    CompletableFuture<Receipt> receipt = accept("no json");
    producer.completeNext();

    // Then
    ProducerRecord<byte[], byte[]> written = producer.history().get(0);
    assertThat(written.topic()).isEqualTo("canvas.rejected");
    assertThat(written.key()).isNull();
    assertThat(headers(written)).containsEntry("code", "not_json").containsEntry("stage", "sqs");
    assertThat(receipt).isCompletedWithValue(new Receipt.Stored());
    assertThat(count("bridge.rejected")).isEqualTo(1);
  }

  @Test
  void givesAReceiptOnlyAfterTheBrokersAcknowledgement() {
    // Given
    CompletableFuture<Receipt> receipt = accept(event(1));

    // Then
    assertThat(receipt).isNotDone();
    producer.completeNext();
    assertThat(receipt).isCompletedWithValue(new Receipt.Stored());
    assertThat(count("bridge.stored")).isEqualTo(1);
  }

  @Test
  void givesOneReceiptForAllOfABatchAndNoneForAPart() {
    // Given
    CompletableFuture<Receipt> whole = accept("[" + event(1) + "," + event(2) + "]");
    CompletableFuture<Receipt> part = accept("[" + event(3) + "," + event(4) + "]");

    // When
    producer.completeNext();

    // Then
    assertThat(whole).isNotDone();
    producer.completeNext();
    assertThat(whole).isCompletedWithValue(new Receipt.Stored());
    producer.completeNext();
    producer.errorNext(new TimeoutException("expired"));
    assertThat(part.join().isStored()).isFalse();
    assertThat(count("bridge.stored")).isEqualTo(2);
  }

  @Test
  void isNotReadyFromAFailedWriteUntilTheNextThatSucceeds() {
    // Given
    offer(event(1));
    offer(event(2));

    // Then
    producer.errorNext(new TimeoutException("expired"));
    assertThat(health.condition().state()).isEqualTo(State.NOT_READY);
    producer.completeNext();
    assertThat(health.condition().state()).isEqualTo(State.READY);
  }

  @Test
  void needsARestartWhenTheProducerRefusesToSend() {
    // Given
    producer.sendException = new KafkaException("in an error state");

    // When
    CompletableFuture<Receipt> receipt = accept(event(1));

    // Then
    assertThat(receipt.join().isStored()).isFalse();
    assertThat(health.condition().state()).isEqualTo(State.DEAD);
  }

  @Test
  void needsARestartWhenTheBrokerRefusesTheProducerForGood() {
    // Given
    CompletableFuture<Receipt> receipt = accept(event(1));

    // When
    producer.errorNext(new ProducerFencedException("another one has its id"));

    // Then
    assertThat(receipt.join().isStored()).isFalse();
    assertThat(health.condition().state()).isEqualTo(State.DEAD);
    assertThat(health.lost()).isCompletedWithValue("ProducerFencedException");
  }

  @Test
  void rejectsAnEventThatTheBrokerFindsTooLarge() {
    // Given
    CompletableFuture<Receipt> receipt = accept(event(1));

    // When
    producer.errorNext(new RecordTooLargeException("too large"));
    producer.completeNext();

    // Then
    ProducerRecord<byte[], byte[]> written = producer.history().get(1);
    assertThat(written.topic()).isEqualTo("canvas.rejected");
    assertThat(new String(written.value(), UTF_8)).isEqualTo(event(1));
    assertThat(headers(written)).containsEntry("code", "record_too_large");
    assertThat(receipt).isCompletedWithValue(new Receipt.Stored());
    assertThat(count("bridge.rejected")).isEqualTo(1);
  }

  @Test
  void refusesAtOnceWhenTooMuchIsInFlightAndTakesAgainWhenItIsNot() {
    // Given
    String large = event(1).replace("\"x\"", "\"y\": \"" + "z".repeat(1_000_000) + "\", \"x\"");
    int fit = (int) (RawTopicIntake.MAX_IN_FLIGHT_BYTES / (large.length() + 1024));
    for (int i = 0; i < fit; i++) {
      offer(large);
    }

    // When
    CompletableFuture<Receipt> refused = accept(large);

    // Then
    assertThat(refused.join().isStored()).isFalse();
    producer.completeNext();
    assertThat(accept(large)).isNotDone();
  }

  @Test
  void countsNamesThatDifferFromTheBodysAndIdsThatContradict() {
    // Given
    Delivery said =
        new Delivery(
            Source.SQS,
            "message-1",
            ARRIVAL,
            Payload.of(event(1)),
            Optional.of("grade_change"),
            Optional.empty());
    String contradictory =
        event(2).replace("\"course_id\": \"10420000000000731\"", "\"course_id\": \"732\"");

    // When
    intake.accept(said);
    offer(contradictory);
    producer.completeNext();
    producer.completeNext();

    // Then
    assertThat(count("bridge.name_mismatch")).isEqualTo(1);
    assertThat(count("bridge.contradictory_ids")).isEqualTo(1);
  }

  private CompletableFuture<Receipt> accept(String body) {
    return intake.accept(Deliveries.ofSqs(body)).toCompletableFuture();
  }

  private void offer(String body) {
    CompletableFuture<Receipt> unused = accept(body);
  }

  private double count(String meter) {
    return meters.get(meter).counters().stream().mapToDouble(one -> one.count()).sum();
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> written) {
    Map<String, String> headers = new TreeMap<>();
    written.headers().forEach(one -> headers.put(one.key(), new String(one.value(), UTF_8)));
    return headers;
  }
}
