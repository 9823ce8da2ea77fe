package org.liveevents.streams.window;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.liveevents.streams.flow.ReceivedEvent;

/** The raw topic, read again. */
public interface RawLog {

  /**
   * Reads again what was consumed of a partition: from that offset up to where the group has
   * committed, in order. What the topic no longer holds is left out.
   */
  void reread(int partition, long from, Consumer<RawRecord> to);

  /** How many partitions share the room for what waits. */
  int partitions();

  /**
   * One raw record.
   *
   * @param timestamp in milliseconds; negative if it has none
   * @param event reads the event, given the arrival in milliseconds; empty if there is none in it
   */
  record RawRecord(long offset, long timestamp, LongFunction<Optional<ReceivedEvent>> event) {}
}
