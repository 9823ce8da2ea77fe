package org.liveevents.tools.kafka;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.intake.Admitted;
import org.liveevents.bridge.kafka.ProducerSettings;
import org.liveevents.bridge.kafka.RecordWriter;
import org.liveevents.event.RejectionCode;
import org.liveevents.runtime.config.Installation;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;

/**
 * Writes records to the raw and rejected topics as the bridge does, but patiently: a full buffer is
 * waited for. For one thread.
 */
public final class RawSender implements AutoCloseable {

  private final Producer<byte[], byte[]> producer;
  private final RecordWriter writer;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Map<RejectionCode, Long> rejected = new EnumMap<>(RejectionCode.class);
  private long events;

  /** Connects when first used. */
  public RawSender(Installation installation) {
    this.producer =
        new KafkaProducer<>(
            settings(installation.kafka()), new ByteArraySerializer(), new ByteArraySerializer());
    this.writer = new RecordWriter(producer, installation.topics().topics());
  }

  /**
   * Sends records; they are stored only after {@link #flush}.
   *
   * @param arrival becomes their timestamp
   * @throws CommandFailed if an earlier record could not be written
   */
  public void send(List<Admitted> admitted, Instant arrival) {
    for (Admitted one : admitted) {
      check();
      var unused = writer.write(one, arrival).whenComplete(this::note);
    }
  }

  /**
   * Waits until everything sent is stored.
   *
   * @throws CommandFailed if some of it could not be written
   */
  public void flush() {
    producer.flush();
    check();
  }

  /** How many events are stored. */
  public synchronized long events() {
    return events;
  }

  /** How many rejections are stored, by code. */
  public synchronized Map<RejectionCode, Long> rejected() {
    return Map.copyOf(rejected);
  }

  @Override
  public void close() {
    producer.close();
  }

  private void check() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new CommandFailed(
          Exit.KAFKA, "the brokers don't take records: " + cause.getClass().getSimpleName());
    }
  }

  private synchronized void note(@Nullable Admitted written, @Nullable Throwable thrown) {
    if (written == null) {
      failure.compareAndSet(null, thrown == null ? null : RecordWriter.cause(thrown));
      return;
    }
    written.fold(event -> ++events, rejection -> rejected.merge(rejection.code(), 1L, Long::sum));
  }

  private static Map<String, Object> settings(Map<String, String> kafka) {
    Map<String, String> patient = new HashMap<>();
    patient.put(ProducerConfig.CLIENT_ID_CONFIG, "live-events-tools");
    patient.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "120000");
    patient.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "30000");
    patient.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "120000");
    patient.putAll(kafka);
    return ProducerSettings.of(patient);
  }
}
