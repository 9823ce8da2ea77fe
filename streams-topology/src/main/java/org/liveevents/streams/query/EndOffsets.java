package org.liveevents.streams.query;

import java.util.OptionalLong;

/** Where the raw topic's partitions end. Asked by every query: answers at once, from memory. */
@FunctionalInterface
public interface EndOffsets {

  /** The offset the next record will have; empty while unknown. */
  OptionalLong end(int partition);

  /**
   * The offset up to which everything is processed and committed; empty while unknown. Tells where
   * a partition stands that had no record since it was restored.
   */
  default OptionalLong committed(int partition) {
    return OptionalLong.empty();
  }
}
