package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records that come to topics from now on, one after the other. For one thread. */
final class TopicTail implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final Deque<ConsumerRecord<byte[], byte[]>> ahead = new ArrayDeque<>();

  /** Begins where the topics end now; waits until they are there. */
  TopicTail(String bootstrapServers, String... topics) {
    this(bootstrapServers, List.of(topics));
    consumer.seekToEnd(Set.of());
    consumer.assignment().forEach(consumer::position);
  }

  /** Begins with the first record there is; waits until the topics are there. */
  static TopicTail ofAll(String bootstrapServers, String... topics) {
    TopicTail tail = new TopicTail(bootstrapServers, List.of(topics));
    tail.consumer.seekToBeginning(Set.of());
    return tail;
  }

  private TopicTail(String bootstrapServers, List<String> topics) {
    this.topics = topics;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                // Nothing may be skipped in silence.
                "auto.offset.reset", "none",
                // A question for the end offsets waits behind a fetch on the same connection.
                "fetch.max.wait.ms", "20"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        this.topics.stream()
            .flatMap(topic -> partitions(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
  }

  /** A topic that isn't there yet has none, and who reads none finds nothing, for ever. */
  private List<PartitionInfo> partitions(String topic) {
    return await("the topic " + topic)
        .atMost(PATIENCE)
        .until(() -> consumer.partitionsFor(topic), found -> !found.isEmpty());
  }

  /** The next record; waits for it. */
  ConsumerRecord<byte[], byte[]> next() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ahead.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("nothing comes to " + topics);
      }
      poll();
    }
    return ahead.remove();
  }

  /** That many records; waits for them. */
  List<ConsumerRecord<byte[], byte[]>> next(int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (records.size() < count) {
      records.add(next());
    }
    return records;
  }

  /** Whatever has come by now, perhaps nothing. */
  List<ConsumerRecord<byte[], byte[]>> rest() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll();
    }
    List<ConsumerRecord<byte[], byte[]>> rest = List.copyOf(ahead);
    ahead.clear();
    return rest;
  }

  /** A record's headers as text. */
  static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void poll() {
    consumer.poll(POLL).forEach(ahead::add);
  }
}
