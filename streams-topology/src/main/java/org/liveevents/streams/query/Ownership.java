package org.liveevents.streams.query;

import java.util.List;
import java.util.OptionalInt;

/** Which instance holds which partition of the raw topic, and of the stores made from it. */
public interface Ownership {

  /** How many partitions there are; empty while unknown. */
  OptionalInt partitions();

  /**
   * The partition of a scope, by the partitioner the raw topic's producers use; empty while
   * unknown.
   *
   * @param scopeKey the raw topic's key, such as {@code course:2107~565}
   */
  OptionalInt partitionOf(String scopeKey);

  /** Who processes that partition. */
  Owner owner(int partition);

  /** Who keeps a copy of that partition, this instance first; never nobody. */
  List<Owner> copies(int partition);

  /** All instances known, this one included. */
  List<Instance> instances();
}
