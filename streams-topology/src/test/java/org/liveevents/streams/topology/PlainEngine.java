package org.liveevents.streams.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.CanvasId;
import org.liveevents.event.EventId;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.Scope;
import org.liveevents.streams.flow.OrderedEvent.Turn;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.ledger.Books;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.topology.EngineModel.Happening;
import org.liveevents.streams.window.EventWindow;
import org.liveevents.streams.window.RawLog;
import org.liveevents.streams.window.Shelf;
import org.liveevents.streams.window.WindowRules;

/**
 * The engine without Kafka: its window between a list of raw records and a map that commits and
 * rolls back as a task's transaction does.
 */
final class PlainEngine {

  private static final int RECORD = 10;

  /** What came out: the event, how it stood to the order, and whether it was marked. */
  record Left(String id, Turn turn, boolean isInvalid) {}

  /** A raw record as it is read; whether it breaks its schema is only seen when it comes. */
  private record Raw(Instant arrival, Optional<ReceivedEvent> event, boolean isInvalid) {
    ReceivedEvent validated() {
      return isInvalid ? event.orElseThrow().asInvalid("/body type") : event.orElseThrow();
    }
  }

  private record State(NavigableMap<byte[], byte[]> shelf, Map<String, byte[]> ledger) {
    State copy() {
      return new State(new TreeMap<>(shelf), new HashMap<>(ledger));
    }
  }

  private final Duration skew;
  private final WindowRules rules;
  private final IntPredicate invalid;
  private final List<Raw> raw = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();
  private State state = new State(new TreeMap<>(Arrays::compareUnsigned), new HashMap<>());
  private State committed = state.copy();
  private int consumed;
  private int consumedCommitted;
  private int leftCommitted;
  private long wallClock;
  private long logged;
  private long searches;
  private EventWindow window;

  /**
   * An engine with those rules.
   *
   * @param invalid which events come marked as breaking their schema, by serial
   */
  PlainEngine(WindowRules rules, Duration skew, IntPredicate invalid) {
    this.rules = rules;
    this.skew = skew;
    this.invalid = invalid;
    this.window = open();
  }

  void receive(Happening event, Instant arrival) {
    raw.add(new Raw(arrival, Optional.of(received(event, arrival)), invalid.test(event.serial())));
    consume();
  }

  void refuse(Instant arrival) {
    raw.add(new Raw(arrival, Optional.empty(), false));
    consume();
  }

  /** The partition is read to its end, and nothing came until then. */
  void tick(Instant now) {
    window.tick(now, pass(), this::leave);
  }

  /** Time passes, while nobody knows what is still to come. */
  void pause() {
    window.tick(Instant.MIN, pass(), this::leave);
  }

  void commit() {
    committed = state.copy();
    consumedCommitted = consumed;
    leftCommitted = left.size();
  }

  /** All that isn't committed is undone; what was consumed since is consumed again. */
  void crash() {
    state = committed.copy();
    left.subList(leftCommitted, left.size()).clear();
    int end = consumed;
    consumed = consumedCommitted;
    window = open();
    while (consumed < end) {
      consume();
    }
  }

  List<Left> left() {
    return left;
  }

  /** The ledger as of now. */
  Map<String, LedgerLine> ledger() {
    wallClock += 10_000;
    window.tick(Instant.MIN, Instant.ofEpochMilli(wallClock), this::leave);
    byte[] books = state.ledger.get(Books.KEY);
    return books == null ? Map.of() : Books.fromBytes(books).lines();
  }

  /** How many bytes were written to changelogs, with what a record takes beside key and value. */
  long logged() {
    return logged;
  }

  /** How often the shelf was searched. */
  long searches() {
    return searches;
  }

  /** How many entries are stored. */
  int stored() {
    return state.shelf.size();
  }

  EventWindow window() {
    return window;
  }

  private void consume() {
    Raw record = raw.get(consumed);
    window.arrives(consumed++, record.arrival);
    if (record.event.isEmpty()) {
      window.refused(Optional.empty());
    } else if (!window.isDuplicate(record.validated())) {
      window.admit(record.validated(), this::leave);
    }
  }

  private void leave(ReceivedEvent event, Turn turn) {
    left.add(new Left(event.event().id().toString(), turn, !event.isValid()));
  }

  private Instant pass() {
    wallClock += 400;
    return Instant.ofEpochMilli(wallClock);
  }

  private EventWindow open() {
    return new EventWindow(
        0,
        rules,
        new MapShelf(),
        Optional.ofNullable(state.ledger.get(Books.KEY)),
        (key, value) -> {
          logged += RECORD + key.length() + value.length;
          state.ledger.put(key, value);
        },
        new RawList());
  }

  private ReceivedEvent received(Happening event, Instant arrival) {
    LiveEvent live =
        new LiveEvent(
            PayloadFormat.CANVAS,
            new EventName(event.serial() % 2 == 0 ? "asset_accessed" : "grade_change", true),
            EventId.parse(event.id()),
            event.time(),
            new Scope.Course(new CanvasId.Sharded(1042, event.serial() % 3)),
            "aurora.example.edu",
            false);
    return new ReceivedEvent(
        live, Payload.of("{}"), arrival, "sqs", "", "", event.time().isAfter(arrival.plus(skew)));
  }

  private final class MapShelf implements Shelf {
    @Override
    public void put(byte[] key, byte[] value) {
      logged += RECORD + key.length + value.length;
      state.shelf.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
      logged += RECORD + key.length;
      state.shelf.remove(key);
    }

    @Override
    public void scan(byte[] first, byte[] last, Visitor visitor) {
      searches++;
      for (Map.Entry<byte[], byte[]> entry :
          state.shelf.subMap(first, true, last, true).entrySet()) {
        if (!visitor.visit(entry.getKey(), entry.getValue())) {
          return;
        }
      }
    }

    @Override
    public byte @Nullable [] lastKey(byte[] first, byte[] last) {
      searches++;
      return state.shelf.subMap(first, true, last, true).isEmpty()
          ? null
          : state.shelf.subMap(first, true, last, true).lastKey();
    }
  }

  private final class RawList implements RawLog {
    @Override
    public void reread(int partition, long from, Consumer<RawRecord> to) {
      for (int offset = (int) from; offset < consumed; offset++) {
        Raw record = raw.get(offset);
        to.accept(new RawRecord(offset, record.arrival.toEpochMilli(), arrival -> record.event));
      }
    }

    @Override
    public int partitions() {
      return 1;
    }
  }
}
