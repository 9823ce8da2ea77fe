package org.liveevents.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.liveevents.benchmarks.corpus.Corpus;
import org.liveevents.benchmarks.corpus.Delivery;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;
import org.liveevents.topic.RawHeaders;

/** Writes a corpus to the raw topic with the keys, headers and timestamps a bridge gives. */
final class RawWriter implements AutoCloseable {

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final EnvelopeReader reader =
      new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(RunOptions.SHARD));
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  RawWriter(String bootstrap, String topic, String codec) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                codec,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 * 1024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Writes everything as fast as it goes, and tells what must come of it. */
  Truth write(Corpus corpus) {
    Truth truth = new Truth();
    corpus.deliver(
        delivery -> {
          byte[] payload = delivery.json().getBytes(UTF_8);
          truth.add(delivery, payload);
          send(delivery, payload);
        });
    flush();
    return truth;
  }

  /** Sends each delivery at the moment of its arrival. */
  void writeLive(Corpus corpus) {
    corpus.deliver(
        delivery -> {
          try {
            long early = delivery.arrival() - System.currentTimeMillis();
            if (early > 0) {
              Thread.sleep(early);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          send(delivery, delivery.json().getBytes(UTF_8));
        });
    flush();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
  private void send(Delivery delivery, byte[] payload) {
    byte[] key =
        reader
            .read(payload)
            .fold(
                event -> event.event().scope().key().getBytes(UTF_8),
                rejected -> ("none:" + delivery.time()).getBytes(UTF_8));
    List<Header> headers =
        List.of(
            header(RawHeaders.SOURCE, "sqs"),
            header(RawHeaders.SOURCE_ID, "message-" + delivery.sequence()),
            header(RawHeaders.RECEIVED_AT, Instant.ofEpochMilli(delivery.arrival()).toString()),
            header(RawHeaders.FORMAT, delivery.caliper() ? "caliper" : "canvas"));
    producer.send(
        new ProducerRecord<>(topic, null, delivery.arrival(), key, payload, headers),
        (metadata, refused) -> {
          if (refused != null) {
            failure.set(refused);
          }
        });
  }

  private void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("the corpus could not be written", failure.get());
    }
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }

  @Override
  public void close() {
    producer.close();
  }
}
