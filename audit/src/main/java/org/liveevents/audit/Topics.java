package org.liveevents.audit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The committed records of an installation's topics, up to ends that were noted in this order:
 * first how far the topology had consumed raw, then the ends of what it writes, then the ends of
 * raw. So what was consumed is visible in what it wrote, and what it wrote has its raw record.
 */
public interface Topics {

  /** The names of all topics. */
  Set<String> names();

  /** The partitions of a topic, in their order; none if it isn't there. */
  List<Integer> partitions(String topic);

  /** The first offset that is read. */
  long begin(String topic, int partition);

  /** The timestamp of the first record; empty if there is none. */
  OptionalLong first(String topic, int partition);

  /** How many offsets there are to read. */
  long size(String topic, int partition);

  /** Hands out the records of a partition in their order. */
  void read(String topic, int partition, Consumer<Entry> action);

  /** How long a topic keeps its records by their timestamps; empty if for ever. */
  Optional<Duration> retention(String topic);

  /** The raw offset the topology had consumed up to; empty if nobody knows. */
  OptionalLong consumed(int rawPartition);
}
