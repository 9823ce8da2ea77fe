package org.liveevents.streams.query;

/** The stores this instance holds. */
public interface LocalStores {

  /**
   * Reads one partition. Found and absent are said only if this instance held the partition,
   * restored and running, before and after the read.
   */
  <T> Answer<T> read(int partition, Reading<T> reading);

  /**
   * Reads the copy of a partition that another instance processes. Found and absent are said of a
   * copy that was complete some seconds ago, with how far it has come since.
   */
  <T> Answer<T> readCopy(int partition, Reading<T> reading);
}
