package org.liveevents.tools.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.liveevents.runtime.config.Installation;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import org.liveevents.tools.command.Progress;
import org.liveevents.tools.command.Progress.Unit;

/**
 * Reads a topic, from its beginning to where it ended when the scan was made, whatever comes
 * meanwhile; only what is committed. For one thread.
 */
public final class TopicScan implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STALLED = Duration.ofSeconds(60);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> begins;
  private final Map<TopicPartition, Long> ends;
  private final String topic;

  /**
   * A scan up to the present end.
   *
   * @throws CommandFailed if the topic isn't there or the brokers don't answer
   */
  public TopicScan(Installation installation, String topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            settings(installation), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new CommandFailed(Exit.KAFKA, "there is no topic " + topic);
      }
      consumer.assign(partitions);
      this.begins = Map.copyOf(consumer.beginningOffsets(partitions));
      this.ends = Map.copyOf(consumer.endOffsets(partitions));
    } catch (ConfigException | CommandFailed e) {
      consumer.close();
      throw e;
    } catch (KafkaException e) {
      consumer.close();
      throw failed(e);
    }
  }

  /** The first offsets there are, by partition. */
  public Map<Integer, Long> begins() {
    return begins.entrySet().stream()
        .collect(Collectors.toMap(begin -> begin.getKey().partition(), Map.Entry::getValue));
  }

  /**
   * Hands out every record; in each partition in its order.
   *
   * @param from leaves out what comes before the first record of that time
   * @param task what the progress bar says
   */
  public void read(
      Optional<Instant> from, String task, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    try {
      seek(from);
      Map<TopicPartition, Long> left = new HashMap<>();
      ends.forEach((partition, end) -> left.put(partition, end - consumer.position(partition)));
      long total = left.values().stream().mapToLong(Long::longValue).sum();
      consumer.resume(consumer.assignment());
      try (Progress progress = Progress.of(task, total, Unit.PIECES)) {
        read(action, progress);
      }
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /** The record at that place; empty if there is none. */
  public Optional<ConsumerRecord<byte[], byte[]>> at(int partition, long offset) {
    TopicPartition wanted = new TopicPartition(topic, partition);
    Long begin = begins.get(wanted);
    Long end = ends.get(wanted);
    if (begin == null || end == null || offset < begin || offset >= end) {
      return Optional.empty();
    }
    try {
      consumer.assign(List.of(wanted));
      consumer.seek(wanted, offset);
      while (consumer.position(wanted) <= offset) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() >= offset) {
            return Optional.of(record).filter(found -> found.offset() == offset);
          }
        }
      }
      return Optional.empty();
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void read(Consumer<ConsumerRecord<byte[], byte[]>> action, Progress progress) {
    long heard = System.nanoTime();
    while (!isOver()) {
      long before = position();
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                if (record.offset() < endOf(new TopicPartition(topic, record.partition()))) {
                  action.accept(record);
                }
              });
      progress.add(position() - before);
      heard = position() == before ? heard : System.nanoTime();
      if (System.nanoTime() - heard > STALLED.toNanos()) {
        throw new CommandFailed(Exit.KAFKA, "the brokers give no more of " + topic);
      }
    }
  }

  /** Whether all of it is read; partitions at their end are asked no more. */
  private boolean isOver() {
    List<TopicPartition> over =
        ends.keySet().stream()
            .filter(partition -> consumer.position(partition) >= endOf(partition))
            .toList();
    consumer.pause(over);
    return over.size() == ends.size();
  }

  private long position() {
    return ends.keySet().stream().mapToLong(consumer::position).sum();
  }

  private long endOf(TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  private void seek(Optional<Instant> from) {
    begins.forEach(consumer::seek);
    if (from.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> wanted = new HashMap<>();
    ends.keySet().forEach(partition -> wanted.put(partition, from.get().toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
    ends.forEach(
        (partition, end) -> {
          OffsetAndTimestamp first = found.get(partition);
          consumer.seek(partition, first == null ? end : Math.min(end, first.offset()));
        });
  }

  private CommandFailed failed(KafkaException e) {
    return new CommandFailed(Exit.KAFKA, topic + " can't be read: " + e.getClass().getSimpleName());
  }

  private static Map<String, Object> settings(Installation installation) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "live-events-tools");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    settings.putAll(installation.kafka());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return settings;
  }
}
