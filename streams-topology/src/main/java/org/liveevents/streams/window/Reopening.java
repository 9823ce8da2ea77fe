package org.liveevents.streams.window;

import static java.util.stream.Collectors.groupingBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.EventId;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.ledger.Books;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.ledger.Lines;
import org.liveevents.streams.ledger.Lines.Line;
import org.liveevents.streams.window.Departures.Stored;
import org.liveevents.streams.window.RawLog.RawRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds again what waits in a partition, from the books, the blocks, the verdicts and the raw
 * records since the oldest that waited when the books were written. Nothing is judged anew: what
 * was refused has a verdict, what has left stands in a block with its raw offset, and the rest was
 * a duplicate of either or waits, marked as invalid if there is a verdict that it is.
 */
final class Reopening {

  private static final Logger LOGGER = LoggerFactory.getLogger(Reopening.class);

  private final Books books;
  private final Departures departures;
  private final Map<Long, String> refused;
  private final Map<Long, String> flagged;
  private final Lines lines;
  private final HeldEvents held;
  private final Frontier frontier;
  private final WindowRules rules;
  private final Map<Long, Map<EventId, List<Stored>>> left = new HashMap<>();
  private long clock;
  private long next;
  private long first = -1;
  private long unreadable;

  Reopening(
      Books books,
      Departures departures,
      Verdicts verdicts,
      Lines lines,
      HeldEvents held,
      Frontier frontier,
      WindowRules rules) {
    this.books = books;
    this.departures = departures;
    this.refused = verdicts.refused();
    this.flagged = verdicts.flagged();
    this.lines = lines;
    this.held = held;
    this.frontier = frontier;
    this.rules = rules;
    this.clock = books.place().clockAtFloor();
    this.next = books.next();
  }

  /** Reads raw again; afterwards the ledger, the frontier and what waits are as they were left. */
  void read(int partition, RawLog raw) {
    books.lines().forEach((key, counts) -> lines.of(key).change(nothing -> counts));
    raw.reread(partition, books.place().floor(), this::read);
    clock = Math.max(clock, books.place().clock());
    lines.settle(held.countByLine());
    report(partition);
  }

  /** The highest arrival. */
  long clock() {
    return clock;
  }

  /** The raw offset after the last record. */
  long next() {
    return next;
  }

  private void read(RawRecord record) {
    first = first < 0 ? record.offset() : first;
    next = Math.max(next, record.offset() + 1);
    long arrival = record.timestamp() >= 0 ? record.timestamp() : Math.max(0, clock);
    clock = Math.max(clock, arrival);
    String line = refused.get(record.offset());
    if (line != null) {
      count(record, lines.of(line), LedgerLine::plusRejected);
      return;
    }
    Optional<ReceivedEvent> event = record.event().apply(arrival);
    if (event.isEmpty()) {
      unreadable++;
      return;
    }
    place(record, event.get());
  }

  private void place(RawRecord record, ReceivedEvent event) {
    EventId id = event.event().id();
    Line line = lines.of(event.event());
    List<Stored> generations = left(event).getOrDefault(id, List.of());
    Optional<Stored> own =
        generations.stream()
            .filter(stored -> stored.departure().offset() == record.offset())
            .findFirst();
    if (own.isPresent()) {
      hasLeft(record, event, own.get(), line);
    } else if (held.find(id) != null || wasKnown(generations, record.offset())) {
      count(record, line, LedgerLine::plusDuplicate);
    } else {
      String invalid = flagged.get(record.offset());
      ReceivedEvent waiting = invalid == null ? event : event.asInvalid(invalid);
      held.hold(new HeldEvent(waiting, rules.ripeAt(event), record.offset(), clock, line));
      count(record, line, LedgerLine::plusPending);
      observe(record, event);
    }
  }

  private void hasLeft(RawRecord record, ReceivedEvent event, Stored own, Line line) {
    switch (own.departure().turn()) {
      case LATE -> count(record, line, LedgerLine::plusLate);
      case FUTURE -> count(record, line, LedgerLine::plusFuture);
      case IN_ORDER, EARLY -> {
        count(record, line, LedgerLine::plusPending);
        frontier.passInclusive(event.event().time().toEpochMilli());
        observe(record, event);
      }
    }
  }

  /** The copy before this one either waited still or was remembered. */
  private boolean wasKnown(List<Stored> generations, long offset) {
    @Nullable Stored before = null;
    for (Stored stored : generations) {
      if (stored.departure().offset() < offset
          && (before == null || stored.departure().offset() > before.departure().offset())) {
        before = stored;
      }
    }
    return before != null && (before.releasedAt() > offset || clock <= before.departure().until());
  }

  private void observe(RawRecord record, ReceivedEvent event) {
    if (isNew(record)) {
      frontier.observe(event.event().time().toEpochMilli(), event.arrival().toEpochMilli());
    }
  }

  private void count(RawRecord record, Line line, UnaryOperator<LedgerLine> change) {
    if (isNew(record)) {
      line.change(change);
    }
  }

  /** Whether the books don't know of it. */
  private boolean isNew(RawRecord record) {
    return record.offset() >= books.next();
  }

  private Map<EventId, List<Stored>> left(ReceivedEvent event) {
    return left.computeIfAbsent(
        ShelfKeys.second(event.event().time().toEpochMilli()),
        second ->
            departures.stored(second).stream()
                .collect(groupingBy(stored -> stored.departure().id())));
  }

  private void report(int partition) {
    LOGGER.info("partition opened partition={} held={} next={}", partition, held.size(), next);
    if (unreadable > 0) {
      LOGGER.error(
          "waiting events can't be read any more; they stay in the raw topic partition={} events={}",
          partition,
          unreadable);
    }
    if (books.place().floor() < books.next() && first > books.place().floor()) {
      LOGGER.error(
          "the raw topic no longer holds what waited: its retention is shorter than the outage"
              + " partition={} wanted={} found={}",
          partition,
          books.place().floor(),
          first);
    }
  }
}
