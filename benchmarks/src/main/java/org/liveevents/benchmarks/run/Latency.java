package org.liveevents.benchmarks.run;

import java.time.Duration;
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

/**
 * How old events are when a read_committed consumer sees them. They are sent at the moment they
 * happen, so a record's own time tells.
 */
final class Latency implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String states;
  private final AtomicBoolean ends = new AtomicBoolean();
  private final List<Long> typed = new ArrayList<>();
  private final List<Long> state = new ArrayList<>();
  private final Thread thread = new Thread(this::watch, "latency");

  /** Watches those topics from now on. */
  Latency(String bootstrap, Cluster cluster) throws InterruptedException {
    this.states = cluster.topics().state("");
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
        (record.topic().startsWith(states) ? state : typed).add(age);
      }
    }
  }

  /** Forgets what came while the competitor warmed up. */
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
    // The first third goes: everything warms up then.
    long[] sorted = ages.stream().skip(ages.size() / 3).mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] + " / " + sorted[(int) (sorted.length * 0.99)];
  }
}
