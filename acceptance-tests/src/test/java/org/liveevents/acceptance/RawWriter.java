package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;

/** Puts events into the raw topic as the bridge would. */
final class RawWriter implements AutoCloseable {

  private static final EnvelopeReader READER =
      new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1));

  private final KafkaProducer<byte[], byte[]> producer;

  RawWriter(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "linger.ms", "5",
                "max.request.size", "4194304"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void write(String json, Instant arrival) {
    var unused = producer.send(record(json, arrival));
  }

  /** Waits until it is stored, and tells where. */
  RecordMetadata store(String json, Instant arrival) {
    return stored(producer.send(record(json, arrival)));
  }

  private static ProducerRecord<byte[], byte[]> record(String json, Instant arrival) {
    byte[] value = json.getBytes(UTF_8);
    byte[] key =
        READER
            .read(value)
            .fold(event -> event.event().scope().key().getBytes(UTF_8), rejected -> new byte[0]);
    return new ProducerRecord<>(
        "canvas.raw",
        null,
        arrival.toEpochMilli(),
        key,
        value,
        List.of(
            new RecordHeader("source", "sqs".getBytes(UTF_8)),
            new RecordHeader("received-at", arrival.toString().getBytes(UTF_8))));
  }

  /**
   * Puts bytes there as somebody else might, waits until they are stored and tells where.
   *
   * @param value null for a tombstone
   */
  RecordMetadata writeForeign(String key, byte @Nullable [] value, Map<String, String> headers) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("canvas.raw", key.getBytes(UTF_8), value);
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return stored(producer.send(record));
  }

  private static RecordMetadata stored(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
