package org.liveevents.audit.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.liveevents.audit.Entry;
import org.liveevents.audit.Topics;

/** Reads committed records alone. For one thread. */
public final class KafkaTopics implements Topics, AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STALLED = Duration.ofSeconds(60);
  private static final int MOST_POLLS = 60;

  private final String prefix;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, List<Integer>> partitions = new TreeMap<>();
  private final Map<TopicPartition, Long> begins = new HashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<Integer, Long> consumed = new HashMap<>();
  private final Map<String, Duration> retentions = new HashMap<>();

  /**
   * Notes the ends of all topics with that prefix.
   *
   * @param kafka client settings by Kafka's names
   * @param group of the topology, whose offsets tell what it consumed
   * @param from raw is read from the first record of that time; empty for all of it
   * @throws KafkaException if the brokers don't answer
   */
  public KafkaTopics(
      Map<String, String> kafka, String prefix, String group, Optional<Instant> from) {
    this.prefix = prefix;
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "live-events-audit");
    // Beyond the last record lie markers: nothing to wait for.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
    settings.putAll(kafka);
    settings.keySet().removeAll(Set.of("group.id", "group.instance.id", "application.id"));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try (Admin admin = Admin.create(new HashMap<>(kafka))) {
      consumer
          .listTopics()
          .forEach(
              (topic, infos) -> {
                if (topic.startsWith(prefix + ".")) {
                  partitions.put(
                      topic, infos.stream().map(info -> info.partition()).sorted().toList());
                }
              });
      noteConsumed(admin, group);
      noteRetentions(admin);
      noteEnds(topic -> !topic.equals(prefix + ".raw"));
      noteEnds(topic -> topic.equals(prefix + ".raw"));
      from.ifPresent(this::beginAt);
    } catch (KafkaException e) {
      consumer.close();
      throw e;
    }
  }

  private void noteConsumed(Admin admin, String group) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    offsets.forEach(
        (partition, offset) -> {
          if (partition.topic().equals(prefix + ".raw") && offset != null) {
            consumed.put(partition.partition(), offset.offset());
          }
        });
    if (!offsets.isEmpty()) { // a partition nobody committed for has not been consumed
      partitions
          .getOrDefault(prefix + ".raw", List.of())
          .forEach(partition -> consumed.putIfAbsent(partition, 0L));
    }
  }

  private void noteRetentions(Admin admin) {
    List<ConfigResource> topics =
        partitions.keySet().stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    await(admin.describeConfigs(topics).all())
        .forEach(
            (topic, config) -> {
              String value = config.get(TopicConfig.RETENTION_MS_CONFIG).value();
              if (value != null && Long.parseLong(value) >= 0) {
                retentions.put(topic.name(), Duration.ofMillis(Long.parseLong(value)));
              }
            });
  }

  private void noteEnds(Predicate<String> wanted) {
    Collection<TopicPartition> all = new ArrayList<>();
    partitions.forEach(
        (topic, numbers) -> {
          if (wanted.test(topic)) {
            numbers.forEach(number -> all.add(new TopicPartition(topic, number)));
          }
        });
    begins.putAll(consumer.beginningOffsets(all));
    ends.putAll(consumer.endOffsets(all));
  }

  private void beginAt(Instant from) {
    Map<TopicPartition, Long> question = new HashMap<>();
    partitions(prefix + ".raw")
        .forEach(
            number ->
                question.put(new TopicPartition(prefix + ".raw", number), from.toEpochMilli()));
    consumer
        .offsetsForTimes(question)
        .forEach(
            (partition, found) ->
                begins.put(
                    partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
  }

  @Override
  public Set<String> names() {
    return partitions.keySet();
  }

  @Override
  public List<Integer> partitions(String topic) {
    return partitions.getOrDefault(topic, List.of());
  }

  @Override
  public long begin(String topic, int partition) {
    return begins.getOrDefault(new TopicPartition(topic, partition), 0L);
  }

  @Override
  public long size(String topic, int partition) {
    return ends.getOrDefault(new TopicPartition(topic, partition), 0L) - begin(topic, partition);
  }

  @Override
  public OptionalLong first(String topic, int partition) {
    TopicPartition from = new TopicPartition(topic, partition);
    consumer.assign(List.of(from));
    consumer.seek(from, begin(topic, partition));
    long end = ends.getOrDefault(from, 0L);
    for (int poll = 0; poll < MOST_POLLS && consumer.position(from) < end; poll++) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return OptionalLong.of(record.timestamp());
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public Optional<Duration> retention(String topic) {
    return Optional.ofNullable(retentions.get(topic));
  }

  @Override
  public OptionalLong consumed(int rawPartition) {
    Long offset = consumed.get(rawPartition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  @Override
  public void read(String topic, int partition, Consumer<Entry> action) {
    TopicPartition from = new TopicPartition(topic, partition);
    long end = ends.getOrDefault(from, 0L);
    consumer.assign(List.of(from));
    consumer.seek(from, begin(topic, partition));
    long heard = System.nanoTime();
    while (consumer.position(from) < end) {
      long before = consumer.position(from);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end) {
          action.accept(entry(record));
        }
      }
      if (consumer.position(from) != before) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > STALLED.toNanos()) {
        throw new KafkaException("the brokers give no more of " + topic);
      }
    }
  }

  private static Entry entry(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(
          header.key(),
          header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
    }
    return new Entry(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
        record.value(),
        headers);
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
