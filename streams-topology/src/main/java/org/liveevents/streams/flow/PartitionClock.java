package org.liveevents.streams.flow;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The instants kept per partition beside the events, each under its key as 8 bytes of milliseconds.
 */
public final class PartitionClock {

  /** Everything before this event time has had its turn. */
  public static final String FRONTIER = "frontier";

  /** The arrival of the first event: before it, nobody was listening. */
  public static final String LISTENING_SINCE = "listening-since";

  private PartitionClock() {}

  /** How an instant is kept. */
  public static byte[] toBytes(Instant instant) {
    return ByteBuffer.allocate(Long.BYTES).putLong(instant.toEpochMilli()).array();
  }

  /** Reads {@link #toBytes}. */
  public static Instant fromBytes(byte[] bytes) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong());
  }
}
