package org.liveevents.streams.window;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.EventId;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.ledger.Lines.Line;

/** One event that waits for its turn. Once it has left it is an empty husk. */
final class HeldEvent {

  /** By (event time, event id): the order in which events leave. */
  static final Comparator<HeldEvent> ORDER =
      (one, other) ->
          one.time == other.time ? one.id.compareTo(other.id) : Long.compare(one.time, other.time);

  /** What an event takes on the heap beside its payload, about. */
  private static final int OVERHEAD = 700;

  final long time;
  final EventId id;
  final long ripeAt;
  final long offset;

  /** The highest arrival when it was taken in. */
  final long clock;

  final Line line;
  private @Nullable ReceivedEvent event;

  HeldEvent(ReceivedEvent event, long ripeAt, long offset, long clock, Line line) {
    this.event = event;
    this.time = event.event().time().toEpochMilli();
    this.id = event.event().id();
    this.ripeAt = ripeAt;
    this.offset = offset;
    this.clock = clock;
    this.line = line;
  }

  boolean hasLeft() {
    return event == null;
  }

  long bytes() {
    return event == null ? 0 : OVERHEAD + event.payload().size();
  }

  /** Hands the event over, once. */
  ReceivedEvent leave() {
    ReceivedEvent leaving = event;
    if (leaving == null) {
      throw new IllegalStateException("an event leaves once");
    }
    event = null;
    return leaving;
  }
}
