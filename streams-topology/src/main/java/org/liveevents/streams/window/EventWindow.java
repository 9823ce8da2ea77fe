package org.liveevents.streams.window;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.liveevents.event.EventId;
import org.liveevents.event.EventName;
import org.liveevents.streams.flow.OrderedEvent.Turn;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.ledger.Books;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.ledger.Lines;
import org.liveevents.streams.ledger.Lines.Line;

/**
 * The events of one raw partition between their arrival and the end of their being remembered.
 *
 * <pre>
 *   arrives ─┬─ refused                                    (a verdict on the shelf)
 *            └─ known? ─┬─ duplicate
 *                       └─ admitted ─┬─ late, from the future ──► leaves at once ─┐
 *                                    └─ held ──► its turn comes ──► leaves ───────┴─► remembered (a block on the shelf)
 * </pre>
 *
 * Nothing is written when an event arrives, but for a verdict if it waits marked as invalid. What
 * leaves is written as it leaves, packed; the {@link Books} are written once in a while. Everything
 * else is read again from the raw topic when a partition is opened: see {@link Reopening}. For one
 * thread; the figures may be read by any.
 */
public final class EventWindow {

  /** Books are written at the latest after so many records, so that a restore stays short. */
  private static final int MOST_UNWRITTEN = 5_000;

  private static final long BOOKS_PERIOD = 1000;
  private static final int FORGOTTEN_BLOCKS = 2000;

  private final WindowRules rules;
  private final BiConsumer<String, byte[]> ledger;
  private final Departures departures;
  private final Verdicts verdicts;
  private final HeldEvents held = new HeldEvents();
  private final Lines lines = new Lines();
  private final Map<Long, List<Departure>> leaving = new TreeMap<>();
  private final long room;
  private final Frontier frontier;
  private Instant since = Instant.EPOCH;
  private boolean isOpen;
  private long offset;
  private long next;
  private long clock = Long.MIN_VALUE;
  private long floorWritten;
  private long clockAtFloorWritten = Long.MIN_VALUE;
  private long writtenAt;
  private int unwritten;
  private volatile Figures figures = Figures.NONE;
  private long early;

  /**
   * Opens a partition where it was left.
   *
   * @param books what was last written to the ledger; empty if nothing was
   * @param ledger writes the books under their key, so that they commit with the outputs
   */
  public EventWindow(
      int partition,
      WindowRules rules,
      Shelf shelf,
      Optional<byte[]> books,
      BiConsumer<String, byte[]> ledger,
      RawLog raw) {
    this.rules = rules;
    this.ledger = ledger;
    this.verdicts = new Verdicts(shelf);
    Optional<Books> known = books.map(Books::fromBytes);
    this.departures =
        new Departures(shelf, known.map(written -> written.place().remembered()).orElse(0L));
    this.frontier =
        new Frontier(
            rules.grace(), known.map(written -> written.place().frontier()).orElse(Long.MIN_VALUE));
    this.room = rules.maxBytes() / Math.max(1, raw.partitions());
    known.ifPresent(written -> reopen(partition, written, raw));
  }

  /** The next raw record has come, whatever it holds. */
  public void arrives(long rawOffset, Instant arrival) {
    if (!isOpen) {
      isOpen = true;
      since = arrival;
      next = rawOffset;
      writeBooks();
    } else if (unwritten >= MOST_UNWRITTEN) {
      writeBooks();
    }
    offset = rawOffset;
    next = rawOffset + 1;
    clock = Math.max(clock, arrival.toEpochMilli());
    unwritten++;
  }

  /** The record that has come is none to be taken further. */
  public void refused(Optional<EventName> name) {
    Line line = lines.rejected(name);
    line.change(LedgerLine::plusRejected);
    verdicts.refused(offset, line.key());
  }

  /** Whether the event that has come is a copy of one that waits or is remembered; counts it. */
  public boolean isDuplicate(ReceivedEvent event) {
    long time = event.event().time().toEpochMilli();
    boolean isKnown =
        waits(event.event().id()) || departures.isRemembered(time, event.event().id(), clock);
    if (isKnown) {
      lines.of(event.event()).change(LedgerLine::plusDuplicate);
    }
    return isKnown;
  }

  /** Takes in the event that has come, which is no duplicate, and lets go of what may leave. */
  public void admit(ReceivedEvent event, Outlet outlet) {
    long time = event.event().time().toEpochMilli();
    releaseRipe(Frontier.stepBehind(clock), outlet);
    if (event.future()) {
      pass(event, Turn.FUTURE, outlet);
    } else if (frontier.hasPassed(time)) {
      pass(event, Turn.LATE, outlet);
    } else {
      hold(event);
      frontier.observe(time, event.arrival().toEpochMilli());
      release(Turn.IN_ORDER, outlet);
      makeRoom(outlet);
    }
    writeDepartures();
  }

  /**
   * Time has passed.
   *
   * @param complete an instant by which every record then in the partition has come; {@link
   *     Instant#MIN} if none is known
   * @param wallClock when to write the books, and nothing else
   */
  public void tick(Instant complete, Instant wallClock, Outlet outlet) {
    if (!isOpen) {
      return;
    }
    if (complete.isAfter(Instant.EPOCH)) {
      releaseRipe(Math.max(clock, complete.toEpochMilli()), outlet);
      writeDepartures();
    }
    long now = wallClock.toEpochMilli();
    if (unwritten > 0 && now - writtenAt >= BOOKS_PERIOD) {
      writtenAt = now;
      writeBooks();
    }
    departures.forget(floorWritten, clockAtFloorWritten, FORGOTTEN_BLOCKS);
    figures = new Figures(held.size(), held.bytes(), departures.count(), early);
  }

  /** The raw offset after the last record that has come; negative if none has. */
  public long next() {
    return isOpen ? next : -1;
  }

  /** Whether nothing waits. */
  public boolean isIdle() {
    return held.size() == 0;
  }

  /** How much there was at the last tick. */
  public Figures figures() {
    return figures;
  }

  private void reopen(int partition, Books written, RawLog raw) {
    Reopening reopening =
        new Reopening(written, departures, verdicts, lines, held, frontier, rules);
    reopening.read(partition, raw);
    isOpen = true;
    since = written.since();
    next = reopening.next();
    clock = reopening.clock();
    floorWritten = written.place().floor();
    clockAtFloorWritten = written.place().clockAtFloor();
    unwritten = 1;
  }

  /** Not one that leaves before this copy could be admitted, and is past remembering. */
  private boolean waits(EventId id) {
    HeldEvent waiting = held.find(id);
    return waiting != null
        && (waiting.ripeAt >= Frontier.stepBehind(clock)
            || clock <= rules.rememberedUntil(waiting.ripeAt));
  }

  private void releaseRipe(long now, Outlet outlet) {
    OptionalLong latest = held.latestRipe(now);
    if (latest.isPresent()) {
      frontier.passInclusive(latest.getAsLong());
      release(Turn.IN_ORDER, outlet);
    }
  }

  private void makeRoom(Outlet outlet) {
    if (held.bytes() > room) {
      while (held.bytes() > room - room / 8) {
        frontier.passTo(held.endOfFirstSecond());
        release(Turn.EARLY, outlet);
      }
    }
  }

  private void release(Turn turn, Outlet outlet) {
    held.releasePassed(
        frontier,
        leaving -> {
          ReceivedEvent event = leaving.leave();
          leaving.line.change(LedgerLine::pendingToForwarded);
          leaves(event, leaving.offset, turn, outlet);
        });
  }

  private void pass(ReceivedEvent event, Turn turn, Outlet outlet) {
    lines
        .of(event.event())
        .change(turn == Turn.LATE ? LedgerLine::plusLate : LedgerLine::plusFuture);
    leaves(event, offset, turn, outlet);
  }

  private void leaves(ReceivedEvent event, long at, Turn turn, Outlet outlet) {
    if (turn == Turn.EARLY) {
      early++;
    }
    leaving
        .computeIfAbsent(
            ShelfKeys.second(event.event().time().toEpochMilli()), second -> new ArrayList<>())
        .add(new Departure(event.event().id(), rules.rememberedUntil(event), at, turn));
    outlet.leaves(event, turn);
  }

  private void hold(ReceivedEvent event) {
    Line line = lines.of(event.event());
    line.change(LedgerLine::plusPending);
    held.hold(new HeldEvent(event, rules.ripeAt(event), offset, clock, line));
    if (!event.isValid()) {
      verdicts.flagged(offset, event.invalid());
    }
  }

  private void writeDepartures() {
    if (!leaving.isEmpty()) {
      departures.add(next, leaving);
      leaving.clear();
      unwritten++;
    }
  }

  private void writeBooks() {
    Optional<HeldEvent> oldest = held.oldest();
    floorWritten = oldest.map(first -> first.offset).orElse(next);
    clockAtFloorWritten = oldest.map(first -> first.clock).orElse(clock);
    Books.Place place =
        new Books.Place(
            frontier.passed(), clock, floorWritten, clockAtFloorWritten, departures.count());
    ledger.accept(Books.KEY, new Books(next, since, place, lines.snapshot()).toBytes());
    verdicts.forgetBefore(floorWritten);
    unwritten = 0;
  }

  /** Takes what leaves. */
  @FunctionalInterface
  public interface Outlet {
    void leaves(ReceivedEvent event, Turn turn);
  }

  /**
   * How much there is.
   *
   * @param held events that wait
   * @param heldBytes what they take on the heap, about
   * @param remembered ids stored, about
   * @param early events let go early, since the partition was opened here
   */
  public record Figures(long held, long heldBytes, long remembered, long early) {
    static final Figures NONE = new Figures(0, 0, 0, 0);
  }
}
