package org.liveevents.streams.query.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.liveevents.streams.query.Restoring;

/**
 * Which stores are being restored to become active. Streams lets an active task be queried while it
 * is restored if its thread runs on, as after a corrupted store was wiped: what isn't there yet
 * would then look as if it never had been.
 */
public final class Restores implements StateRestoreListener {

  private final Map<TopicPartition, Restoring> underWay = new ConcurrentHashMap<>();

  /** Whether any store of that partition is being restored. */
  boolean isRestoring(int partition) {
    return underWay.keySet().stream().anyMatch(changelog -> changelog.partition() == partition);
  }

  /** All that are under way, and how far. */
  public List<Restoring> underWay() {
    return List.copyOf(underWay.values());
  }

  @Override
  public void onRestoreStart(
      TopicPartition changelog, String store, long startingOffset, long endingOffset) {
    underWay.put(
        changelog, new Restoring(store, changelog.partition(), startingOffset, endingOffset, 0));
  }

  @Override
  public void onBatchRestored(
      TopicPartition changelog, String store, long batchEndOffset, long restored) {
    underWay.computeIfPresent(
        changelog,
        (any, it) ->
            new Restoring(it.store(), it.partition(), it.from(), it.to(), it.done() + restored));
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long totalRestored) {
    underWay.remove(changelog);
  }

  /** The task moves elsewhere, or is closed to be restored anew. */
  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long totalRestored) {
    underWay.remove(changelog);
  }
}
