package org.liveevents.streams.query.kafka;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Which stores are being restored to become active. Streams lets an active task be queried while it
 * is restored if its thread runs on, as after a corrupted store was wiped: what isn't there yet
 * would then look as if it never had been.
 */
public final class Restores implements StateRestoreListener {

  private final Set<TopicPartition> underWay = ConcurrentHashMap.newKeySet();

  /** Whether any store of that partition is being restored. */
  boolean isRestoring(int partition) {
    return underWay.stream().anyMatch(changelog -> changelog.partition() == partition);
  }

  @Override
  public void onRestoreStart(
      TopicPartition changelog, String store, long startingOffset, long endingOffset) {
    underWay.add(changelog);
  }

  @Override
  public void onBatchRestored(
      TopicPartition changelog, String store, long batchEndOffset, long restored) {}

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
