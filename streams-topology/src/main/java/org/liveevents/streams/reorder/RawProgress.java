package org.liveevents.streams.reorder;

import java.time.Instant;

/**
 * How far a raw partition is known to be read. Lets the wall clock move a partition on, but only
 * while nothing unread could still come before.
 */
public interface RawProgress {

  /**
   * The latest instant by which every record then in the partition has been processed.
   *
   * @param partition of the raw topic
   * @param nextOffset the offset after the last record this instance processed; negative if it
   *     processed none yet
   * @return {@link Instant#MIN} if nothing is known
   */
  Instant completeUntil(int partition, long nextOffset);
}
