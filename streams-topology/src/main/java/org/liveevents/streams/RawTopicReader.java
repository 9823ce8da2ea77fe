package org.liveevents.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.liveevents.streams.topology.RawTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads raw partitions again, with a consumer of its own outside the group. The end is the offset
 * our group has committed for good: while a transaction of ours is still open, its outcome is
 * awaited.
 */
final class RawTopicReader implements RawTopic {

  private static final Logger LOGGER = LoggerFactory.getLogger(RawTopicReader.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Admin admin;
  private final String topic;
  private final String group;
  private final Map<String, Object> consumer;
  private final AtomicInteger readers = new AtomicInteger();
  private volatile int partitions;

  /**
   * A reader on behalf of that group; the caller keeps and closes the admin client.
   *
   * @param consumer how consumers reach the broker
   */
  RawTopicReader(Admin admin, String topic, String group, Map<String, Object> consumer) {
    this.admin = admin;
    this.topic = topic;
    this.group = group;
    this.consumer = new HashMap<>(consumer);
    this.consumer
        .keySet()
        .removeAll(
            List.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    this.consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
  }

  @Override
  public void reread(int partition, long from, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    TopicPartition raw = new TopicPartition(topic, partition);
    OptionalLong end = committed(raw);
    if (end.isEmpty() || end.getAsLong() <= from) {
      return;
    }
    Map<String, Object> config = new HashMap<>(consumer);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, group + "-reread-" + readers.incrementAndGet());
    long began = System.nanoTime();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      read(reader, raw, from, end.getAsLong(), to);
    }
    LOGGER.info(
        "read raw again partition={} from={} to={} millis={}",
        partition,
        from,
        end.getAsLong(),
        Duration.ofNanos(System.nanoTime() - began).toMillis());
  }

  @Override
  public int partitions() {
    if (partitions == 0) {
      partitions =
          requireNonNull(
                  await(() -> admin.describeTopics(List.of(topic)).allTopicNames()).get(topic))
              .partitions()
              .size();
    }
    return partitions;
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> reader,
      TopicPartition raw,
      long from,
      long end,
      Consumer<ConsumerRecord<byte[], byte[]>> to) {
    List<TopicPartition> only = List.of(raw);
    reader.assign(only);
    reader.seek(raw, Math.max(from, requireNonNull(reader.beginningOffsets(only).get(raw))));
    long position = reader.position(raw);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (position < end) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL).records(raw)) {
        if (record.offset() < end) {
          to.accept(record);
        }
      }
      long reached = reader.position(raw);
      if (reached > position) {
        position = reached;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new TimeoutException("the raw topic can't be read again at the moment");
      }
    }
  }

  private OptionalLong committed(TopicPartition raw) {
    Map<String, ListConsumerGroupOffsetsSpec> question =
        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(raw)));
    OffsetAndMetadata offset =
        await(
                () ->
                    admin
                        .listConsumerGroupOffsets(
                            question, new ListConsumerGroupOffsetsOptions().requireStable(true))
                        .partitionsToOffsetAndMetadata(group))
            .get(raw);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset());
  }

  private static <T> T await(Supplier<KafkaFuture<T>> question) {
    try {
      return question.get().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new KafkaException("the broker doesn't tell how far the raw topic was read", e);
    }
  }
}
