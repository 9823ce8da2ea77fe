package org.liveevents.streams.query;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The raw topic's partitions and where they end. Asked by every query: answers at once, from
 * memory.
 */
public interface EndOffsets {

  /** How many partitions the topic has; empty while unknown. */
  OptionalInt partitions();

  /** The offset the next record will have; empty while unknown. */
  OptionalLong end(int partition);

  /**
   * The offset up to which everything is processed and committed; empty while unknown. Tells where
   * a partition stands that had no record since it was restored.
   */
  default OptionalLong committed(int partition) {
    return OptionalLong.empty();
  }

  /**
   * The offset up to which everything was committed a few seconds ago: a copy that has come so far
   * is filled. Empty while unknown, and if the broker wasn't reached for as long.
   */
  default OptionalLong committedBefore(int partition) {
    return OptionalLong.empty();
  }
}
