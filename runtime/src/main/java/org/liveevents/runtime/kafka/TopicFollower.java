package org.liveevents.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows every partition of a topic on a thread of its own, in no group: what was committed there,
 * and what comes. It waits for a topic that isn't there yet, and begins anew after a failure.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Map<String, Object> settings;
  private final String topic;
  private final Reader reader;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;

  /** What becomes of the records; called on the follower's thread. */
  public interface Reader {

    /**
     * Goes to where reading is to begin; at every opening of the topic.
     *
     * @param consumer assigned, at no position yet
     * @param ends of each partition, at this moment
     */
    void begin(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends);

    /** One record, in the order of its partition. */
    void note(ConsumerRecord<byte[], byte[]> record);

    /** Everything was noted that was there at the opening. */
    void caughtUp();
  }

  private TopicFollower(Map<String, Object> settings, String topic, Reader reader, String name) {
    this.settings = settings;
    this.topic = topic;
    this.reader = reader;
    this.thread = new Thread(this::run, name);
  }

  /**
   * Begins to follow.
   *
   * @param kafka client settings by Kafka's names; those of a group are left out
   * @param name of the thread
   */
  public static TopicFollower start(
      Map<String, String> kafka, String topic, Reader reader, String name) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(setting -> setting.startsWith("group."));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "4194304");
    TopicFollower follower = new TopicFollower(settings, topic, reader, name);
    follower.thread.setDaemon(true);
    follower.thread.start();
    return follower;
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
              "a topic cannot be read, will go on trying topic={} error={}",
              topic,
              e.getClass().getSimpleName());
        }
      } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Consumer<byte[], byte[]> opened) throws InterruptedException {
    List<TopicPartition> partitions = partitions(opened);
    while (partitions.isEmpty()) { // not created yet
      if (stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      partitions = partitions(opened);
    }
    opened.assign(partitions);
    Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
    reader.begin(opened, ends);
    boolean caughtUp = false;
    while (stopping.getCount() > 0) {
      opened.poll(POLL).forEach(reader::note);
      if (!caughtUp && isAt(opened, ends)) {
        caughtUp = true;
        reader.caughtUp();
      }
    }
  }

  private List<TopicPartition> partitions(Consumer<?, ?> opened) {
    return opened.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static boolean isAt(Consumer<?, ?> opened, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> opened.position(end.getKey()) >= end.getValue());
  }
}
