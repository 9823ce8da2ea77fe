package org.liveevents.streams.window;

import java.util.ArrayList;
import java.util.List;
import org.liveevents.event.EventId;
import org.liveevents.streams.flow.OrderedEvent.Turn;
import org.liveevents.streams.flow.Packer;
import org.liveevents.streams.flow.Unpacker;

/**
 * How events of one second that left together are stored: about 21 bytes each.
 *
 * <pre>
 *   version 1 | count | lowest until | then for each: id (16) | until, above the lowest
 *                                                    | raw offset, above the one before; turn in the lowest 2 bits
 * </pre>
 *
 * Numbers are as {@link Packer} writes them.
 */
final class Block {

  /** A record never holds more, so that it stays far below what a topic takes. */
  static final int MOST = 4000;

  private static final int VERSION = 1;

  private Block() {}

  static byte[] toBytes(List<Departure> departures) {
    long lowest = departures.stream().mapToLong(Departure::until).min().orElseThrow();
    Packer out = new Packer(32 + departures.size() * 24);
    out.octet(VERSION).number(departures.size()).signed(lowest);
    long before = 0;
    for (Departure departure : departures) {
      out.bits(departure.id().high()).bits(departure.id().low());
      out.number(departure.until() - lowest);
      out.signed((departure.offset() - before) << 2 | departure.turn().code());
      before = departure.offset();
    }
    return out.bytes();
  }

  static List<Departure> fromBytes(byte[] bytes) {
    Unpacker in = new Unpacker(bytes);
    int version = in.octet();
    if (version != VERSION) {
      throw new IllegalStateException("a block is of version " + version);
    }
    int count = (int) in.number();
    long lowest = in.signed();
    List<Departure> departures = new ArrayList<>(count);
    long offset = 0;
    for (int i = 0; i < count; i++) {
      EventId id = new EventId(in.bits(), in.bits());
      long until = lowest + in.number();
      long packed = in.signed();
      offset += packed >> 2;
      departures.add(new Departure(id, until, offset, Turn.of((int) (packed & 3))));
    }
    return departures;
  }
}
