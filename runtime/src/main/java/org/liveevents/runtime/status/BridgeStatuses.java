package org.liveevents.runtime.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.liveevents.status.BridgeStatus;
import org.liveevents.status.BridgeStatusJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest status of every bridge, followed on a thread of its own. While the broker is away the
 * last known ones stand.
 */
public final class BridgeStatuses implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(BridgeStatuses.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Map<String, Object> settings;
  private final String topic;
  private final Map<String, BridgeStatus> newest = new ConcurrentHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "bridge-statuses");
  private volatile boolean caughtUp;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;

  private BridgeStatuses(Map<String, Object> settings, String topic) {
    this.settings = settings;
    this.topic = topic;
  }

  /**
   * Starts reading from the beginning.
   *
   * @param kafka client settings by Kafka's names
   */
  public static BridgeStatuses start(Map<String, String> kafka, String topic) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(name -> name.startsWith("group."));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    BridgeStatuses statuses = new BridgeStatuses(settings, topic);
    statuses.thread.setDaemon(true);
    statuses.thread.start();
    return statuses;
  }

  /** What is known now, one per source and instance. */
  public Collection<BridgeStatus> all() {
    return List.copyOf(newest.values());
  }

  /** Whether everything was read that was there at the start. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  @Override
  public void close() {
    stopping.countDown();
    Consumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        try (Consumer<byte[], byte[]> opened =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
          consumer = opened;
          follow(opened);
        } catch (WakeupException e) { // asked to end
          return;
        } catch (KafkaException e) {
          LOGGER.warn(
              "the bridges' statuses cannot be read, will go on trying topic={} error={}",
              topic,
              e.getClass().getSimpleName());
        }
      } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Consumer<byte[], byte[]> opened) {
    List<TopicPartition> partitions =
        opened.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) { // not created yet
      return;
    }
    opened.assign(partitions);
    opened.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
    while (stopping.getCount() > 0) {
      opened.poll(POLL).forEach(this::note);
      if (!caughtUp
          && ends.entrySet().stream()
              .allMatch(end -> opened.position(end.getKey()) >= end.getValue())) {
        caughtUp = true;
      }
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String key = new String(record.key(), UTF_8);
    if (record.value() == null) {
      newest.remove(key);
    } else {
      BridgeStatusJson.read(record.value()).ifPresent(status -> newest.put(key, status));
    }
  }
}
