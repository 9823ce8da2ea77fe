package org.liveevents.bridge.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.liveevents.bridge.intake.Admission;
import org.liveevents.bridge.intake.Admitted;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Intake;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.topic.Topics;

/**
 * Writes deliveries to the raw and rejected topics; the broker's acknowledgement of all records of
 * a delivery is its receipt. What is in flight is bounded: full means refuse, so that the sender's
 * own retry does the waiting.
 */
public final class RawTopicIntake implements Intake, AutoCloseable {

  /** Half of the producer's buffer, so that a send never waits for room in it. */
  static final long MAX_IN_FLIGHT_BYTES = 32L * 1024 * 1024;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final Admission admission;
  private final Producer<byte[], byte[]> producer;
  private final Topics topics;
  private final RecordWriter writer;
  private final ProducerHealth health;
  private final BridgeMetrics metrics;
  private final AtomicLong inFlightBytes = new AtomicLong();

  public RawTopicIntake(
      Admission admission,
      Producer<byte[], byte[]> producer,
      Topics topics,
      ProducerHealth health,
      BridgeMetrics metrics) {
    this.admission = admission;
    this.producer = producer;
    this.topics = topics;
    this.writer = new RecordWriter(producer, topics);
    this.health = health;
    this.metrics = metrics;
  }

  /** Fetches the topics' metadata, so that the first delivery does not wait for it. */
  public void warmUp() {
    producer.partitionsFor(topics.raw());
    producer.partitionsFor(topics.rejected());
  }

  @Override
  public CompletionStage<Receipt> accept(Delivery delivery) {
    List<Admitted> admitted = admission.admit(delivery);
    long bytes = admitted.stream().mapToLong(RecordWriter::size).sum();
    if (inFlightBytes.addAndGet(bytes) > MAX_IN_FLIGHT_BYTES) {
      inFlightBytes.addAndGet(-bytes);
      return CompletableFuture.completedFuture(new Receipt.Unavailable(RETRY_AFTER));
    }
    metrics.inFlight(bytes);
    long start = System.nanoTime();
    List<CompletableFuture<Admitted>> writes =
        admitted.stream()
            .map(
                one ->
                    writer
                        .write(one, delivery.receivedAt())
                        .whenComplete((written, failure) -> health.note(failure)))
            .toList();
    return CompletableFuture.allOf(writes.toArray(CompletableFuture<?>[]::new))
        .handle(
            (done, failure) -> {
              inFlightBytes.addAndGet(-bytes);
              metrics.inFlight(-bytes);
              if (failure != null) {
                return new Receipt.Unavailable(RETRY_AFTER);
              }
              metrics.acknowledged(Duration.ofNanos(System.nanoTime() - start));
              writes.forEach(write -> count(write.join(), delivery));
              return new Receipt.Stored();
            });
  }

  /** Waits for what is in flight, within a limit; every receipt is out afterwards. */
  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }

  private void count(Admitted admitted, Delivery delivery) {
    String source = delivery.source().label();
    admitted.fold(
        event -> {
          metrics.stored(source);
          if (event.event().contradictory()) {
            metrics.contradictoryIds(source);
          }
          String name = event.event().name().text();
          if (delivery.eventName().filter(said -> !said.equals(name)).isPresent()) {
            metrics.nameMismatch(source);
          }
          return admitted;
        },
        rejection -> {
          metrics.rejected(source, rejection.code());
          return admitted;
        });
  }
}
