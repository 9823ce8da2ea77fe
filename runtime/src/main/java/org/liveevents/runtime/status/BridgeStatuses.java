package org.liveevents.runtime.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.liveevents.runtime.kafka.TopicFollower;
import org.liveevents.status.BridgeStatus;
import org.liveevents.status.BridgeStatusJson;

/**
 * The newest status of every bridge, followed on a thread of its own. While the broker is away the
 * last known ones stand.
 */
public final class BridgeStatuses implements AutoCloseable {

  private final Map<String, BridgeStatus> newest = new ConcurrentHashMap<>();
  private final TopicFollower follower;
  private volatile boolean caughtUp;

  private BridgeStatuses(Map<String, String> kafka, String topic) {
    follower = TopicFollower.start(kafka, topic, new Statuses(), "bridge-statuses");
  }

  /**
   * Starts reading from the beginning.
   *
   * @param kafka client settings by Kafka's names
   */
  public static BridgeStatuses start(Map<String, String> kafka, String topic) {
    return new BridgeStatuses(kafka, topic);
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
    follower.close();
  }

  private final class Statuses implements TopicFollower.Reader {

    @Override
    public void begin(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
      consumer.seekToBeginning(ends.keySet());
    }

    @Override
    public void note(ConsumerRecord<byte[], byte[]> record) {
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

    @Override
    public void caughtUp() {
      caughtUp = true;
    }
  }
}
