package org.liveevents.streams.ledger;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liveevents.streams.flow.Packer;
import org.liveevents.streams.flow.Unpacker;

/**
 * What is written down of one partition, all of it as of one raw offset: the ledger, and how far
 * the events' order has come. One record, so that whoever reads it has one snapshot.
 *
 * @param next the raw offset after the last record that is accounted for
 * @param since the arrival of the first record: before it, nobody was listening
 * @param place how far the order has come
 * @param lines the ledger, by {@code <format>/<event name>}
 */
public record Books(long next, Instant since, Place place, Map<String, LedgerLine> lines) {

  /** The key under which a partition's books lie in their store. */
  public static final String KEY = "books";

  private static final int VERSION = 1;

  public Books {
    lines = Map.copyOf(lines);
  }

  /**
   * How far the order has come, in milliseconds and raw offsets.
   *
   * @param frontier everything before this event time has had its turn
   * @param clock the highest arrival
   * @param floor the raw offset of the oldest event that waits; {@code next} if none does
   * @param clockAtFloor the highest arrival when the record at the floor was taken in
   * @param remembered how many ids are stored, about
   */
  public record Place(long frontier, long clock, long floor, long clockAtFloor, long remembered) {}

  /** The version, then numbers as {@link Packer} writes them. */
  public byte[] toBytes() {
    Packer out =
        new Packer(64 + lines.size() * 48)
            .octet(VERSION)
            .number(next)
            .signed(since.toEpochMilli())
            .signed(place.frontier)
            .signed(place.clock)
            .number(place.floor)
            .signed(place.clockAtFloor)
            .number(place.remembered)
            .number(lines.size());
    lines.forEach(
        (key, line) -> {
          out.text(key);
          line.pack(out);
        });
    return out.bytes();
  }

  /**
   * From where to where books go: all that most answers want of them.
   *
   * @param next as {@link Books#next}
   * @param since as {@link Books#since}
   */
  public record Extent(long next, Instant since) {}

  /**
   * Reads the beginning of {@link #toBytes}, however many lines there are.
   *
   * @throws IllegalStateException if another version wrote them
   */
  public static Extent extent(byte[] bytes) {
    return extent(opened(bytes));
  }

  private static Extent extent(Unpacker in) {
    return new Extent(in.number(), Instant.ofEpochMilli(in.signed()));
  }

  private static Unpacker opened(byte[] bytes) {
    Unpacker in = new Unpacker(bytes);
    int version = in.octet();
    if (version != VERSION) {
      throw new IllegalStateException("the books are of version " + version);
    }
    return in;
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws IllegalStateException if another version wrote them
   */
  public static Books fromBytes(byte[] bytes) {
    Unpacker in = opened(bytes);
    Extent extent = extent(in);
    Place place = new Place(in.signed(), in.signed(), in.number(), in.signed(), in.number());
    Map<String, LedgerLine> lines = new LinkedHashMap<>();
    for (long left = in.number(); left > 0; left--) {
      String key = in.text();
      lines.put(key, LedgerLine.unpack(in));
    }
    return new Books(extent.next, extent.since, place, lines);
  }
}
