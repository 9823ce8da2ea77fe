package org.liveevents.streams.window;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liveevents.event.EventId;
import org.liveevents.streams.flow.Packer;
import org.liveevents.streams.flow.Unpacker;

/**
 * The events of one partition that have left, as long as they are remembered. They lie on the shelf
 * in blocks by second of event time, which all copies of an event share, so that a look-up touches
 * the blocks of one second; the seconds asked for lately are on the heap too.
 */
final class Departures {

  /** The most ids on the heap, a second counting as {@link #SECOND} of them: 50 bytes each. */
  private static final int ON_HEAP = 50_000;

  private static final int SECOND = 8;

  private final Shelf shelf;
  private final Map<Long, IdTable> recent = new LinkedHashMap<>(16, 0.75f, true);
  private int onHeap;
  private long highestSecond;
  private long lastRelease = -1;
  private long forgottenHour = Long.MIN_VALUE;
  private long count;

  /** Departures stored on that shelf, about so many. */
  Departures(Shelf shelf, long count) {
    this.shelf = shelf;
    this.count = count;
    byte[] last = shelf.lastKey(ShelfKeys.firstOfAll(), ShelfKeys.lastOfAll());
    this.highestSecond = last == null ? Long.MIN_VALUE : ShelfKeys.secondOf(last);
  }

  /** How many are stored, about: exact but for crashes. */
  long count() {
    return count;
  }

  /** Whether an event of that time and id has left and is remembered. */
  boolean isRemembered(long time, EventId id, long now) {
    return second(ShelfKeys.second(time)).isRemembered(id, now);
  }

  /**
   * Stores what has left.
   *
   * @param releasedAt the raw offset after the last record taken in
   * @param left by second of event time
   */
  void add(long releasedAt, Map<Long, List<Departure>> left) {
    boolean isFirst = releasedAt != lastRelease && lastRelease >= 0;
    lastRelease = releasedAt;
    left.forEach(
        (second, departures) -> {
          int part = isFirst ? 0 : nextPart(second, releasedAt);
          for (int from = 0; from < departures.size(); from += Block.MOST) {
            int to = Math.min(from + Block.MOST, departures.size());
            store(ShelfKeys.block(second, releasedAt, part++), departures.subList(from, to));
          }
          remember(second, departures);
        });
  }

  /** Everything stored of one second. */
  List<Stored> stored(long second) {
    List<Stored> all = new ArrayList<>();
    shelf.scan(
        ShelfKeys.firstBlock(second),
        ShelfKeys.lastBlock(second),
        (key, value) -> {
          long releasedAt = ShelfKeys.releasedAt(key);
          Block.fromBytes(value).forEach(departure -> all.add(new Stored(releasedAt, departure)));
          return true;
        });
    return all;
  }

  /**
   * Forgets blocks whose every event was past remembering when the oldest waiting one came: a
   * restore reads raw from there on, and judges as was judged then.
   *
   * @param floor the raw offset from which a restore would read
   * @param clockAtFloor the highest arrival at that record
   * @param most at most so many blocks, so that a call stays short
   */
  void forget(long floor, long clockAtFloor, int most) {
    long hour = ShelfKeys.hour(clockAtFloor);
    if (clockAtFloor == Long.MIN_VALUE || hour <= forgottenHour) {
      return;
    }
    Past past = new Past(floor, most);
    shelf.scan(
        ShelfKeys.firstExpiry(Math.max(forgottenHour, ShelfKeys.hour(Long.MIN_VALUE))),
        ShelfKeys.firstExpiry(hour),
        past::visit);
    for (byte[] expiry : past.keys) {
      shelf.delete(ShelfKeys.blockOf(expiry));
      shelf.delete(expiry);
    }
    count = Math.max(0, count - past.ids);
    if (!past.isMore) {
      forgottenHour = hour;
    }
  }

  /** Gathers expiry keys: the shelf can't be changed while it is scanned. */
  private static final class Past {
    private final long floor;
    private final int most;
    private final List<byte[]> keys = new ArrayList<>();
    private long ids;
    private boolean isMore;

    Past(long floor, int most) {
      this.floor = floor;
      this.most = most;
    }

    boolean visit(byte[] key, byte[] value) {
      if (keys.size() == most || ShelfKeys.releasedAt(ShelfKeys.blockOf(key)) > floor) {
        isMore = true;
      } else {
        keys.add(key);
        ids += new Unpacker(value).number();
      }
      return !isMore || keys.size() < most;
    }
  }

  private void store(byte[] key, List<Departure> departures) {
    long hour = ShelfKeys.hour(departures.stream().mapToLong(Departure::until).max().orElseThrow());
    shelf.put(key, Block.toBytes(departures));
    shelf.put(ShelfKeys.expiry(hour, key), new Packer(4).number(departures.size()).bytes());
    forgottenHour = Math.min(forgottenHour, hour);
    count += departures.size();
  }

  private int nextPart(long second, long releasedAt) {
    byte[] last =
        shelf.lastKey(
            ShelfKeys.block(second, releasedAt, 0), ShelfKeys.block(second, releasedAt, 0xFFFF));
    return last == null ? 0 : ShelfKeys.partOf(last) + 1;
  }

  private void remember(long second, List<Departure> departures) {
    highestSecond = Math.max(highestSecond, second);
    IdTable known = recent.get(second);
    if (known != null) {
      onHeap -= known.size();
      departures.forEach(departure -> known.remember(departure.id(), departure.until()));
      onHeap += known.size();
      trim();
    }
  }

  private IdTable second(long second) {
    IdTable known = recent.get(second);
    if (known == null) {
      known = new IdTable();
      if (second <= highestSecond) {
        for (Stored stored : stored(second)) {
          known.remember(stored.departure.id(), stored.departure.until());
        }
      }
      recent.put(second, known);
      onHeap += SECOND + known.size();
      trim();
    }
    return known;
  }

  /** The second used last stays, whatever its size. */
  private void trim() {
    Iterator<IdTable> eldest = recent.values().iterator();
    while (onHeap > ON_HEAP && recent.size() > 1) {
      onHeap -= SECOND + eldest.next().size();
      eldest.remove();
    }
  }

  /**
   * A departure on the shelf.
   *
   * @param releasedAt the raw offset after the last record taken in before it left
   */
  record Stored(long releasedAt, Departure departure) {}
}
