package org.liveevents.benchmarks.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.liveevents.streams.course.ActivityHour;

/**
 * How old events are when a read_committed consumer sees them. They are sent at the moment they
 * happen, so a record's own time tells.
 */
final class Latency implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String states;
  private final String hours;
  private final AtomicBoolean ends = new AtomicBoolean();
  private final List<Long> typed = new ArrayList<>();
  private final List<Long> state = new ArrayList<>();
  private final long from;
  private final Thread thread = new Thread(this::watch, "latency");

  /**
   * Watches those topics from now on.
   *
   * @param from what happened before doesn't count: everything warms up then
   */
  Latency(String bootstrap, Cluster cluster, Instant from) throws InterruptedException {
    this.from = from.toEpochMilli();
    this.states = cluster.topics().state("");
    // What is told of an hour carries the hour's time.
    this.hours = cluster.topics().state(ActivityHour.STORE);
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                50),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : cluster.outputs()) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread.start();
  }

  private void watch() {
    while (!ends.get()) {
      long asked = System.currentTimeMillis();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
        long age = Math.max(asked, System.currentTimeMillis()) - record.timestamp();
        if (record.timestamp() >= from && !record.topic().equals(hours)) {
          (record.topic().startsWith(states) ? state : typed).add(age);
        }
      }
    }
  }

  @Override
  public void close() {
    ends.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }

  /** Half and ninety-nine of a hundred events were younger, in milliseconds; after closing. */
  String typed() {
    return percentiles(typed);
  }

  /** The same of changes of views. */
  String states() {
    return percentiles(state);
  }

  private static String percentiles(List<Long> ages) {
    if (ages.isEmpty()) {
      return "-";
    }
    long[] sorted = ages.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] + " / " + sorted[(int) (sorted.length * 0.99)];
  }
}
