package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.liveevents.topic.RawHeaders;

/**
 * How long ago the bridge had received what a {@code read_committed} reader of the typed topics
 * sees.
 */
final class Ages implements AutoCloseable {

  private static final Pattern TYPED = Pattern.compile("canvas\\.(events|caliper)\\..*");
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::watch, "ages");
  private volatile boolean over;
  private long[] millis = new long[1 << 16];
  private int count;

  Ages(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> typed =
        consumer.listTopics().entrySet().stream()
            .filter(topic -> TYPED.matcher(topic.getKey()).matches())
            .flatMap(topic -> topic.getValue().stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .collect(Collectors.toList());
    consumer.assign(typed);
    consumer.seekToEnd(typed);
    typed.forEach(consumer::position);
    thread.start();
  }

  private void watch() {
    while (!over) {
      Iterable<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL);
      long now = System.currentTimeMillis();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Header received = record.headers().lastHeader(RawHeaders.RECEIVED_AT);
        add(now - Instant.parse(new String(received.value(), UTF_8)).toEpochMilli());
      }
    }
  }

  /** Forgets what has been seen so far, while everything warmed up. */
  synchronized void forget() {
    count = 0;
  }

  private synchronized void add(long age) {
    if (count == millis.length) {
      millis = Arrays.copyOf(millis, 2 * count);
    }
    millis[count++] = age;
  }

  /** The age that half, 99 of 100 and 999 of 1,000 were younger than; ends the watch. */
  String summary() throws InterruptedException {
    over = true;
    thread.join();
    long[] sorted = Arrays.copyOf(millis, count);
    Arrays.sort(sorted);
    return "%d events, p50 %d ms, p99 %d ms, p99.9 %d ms"
        .formatted(count, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999));
  }

  private static long at(long[] sorted, double share) {
    return sorted.length == 0 ? -1 : sorted[(int) (sorted.length * share)];
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
