package org.liveevents.streams.course;

import java.time.Instant;
import java.util.Comparator;
import org.liveevents.event.EventId;
import org.liveevents.event.LiveEvent;

/**
 * When a value was last written, in event time: the last writer by (event time, event id) wins,
 * whatever order they came in.
 */
public record Stamp(Instant eventTime, String eventId) implements Comparable<Stamp> {

  private static final Comparator<Stamp> ORDER =
      Comparator.comparing(Stamp::eventTime).thenComparing(Stamp::eventId);

  static Stamp of(LiveEvent event) {
    EventId id = event.id();
    return new Stamp(event.time(), id.toString());
  }

  boolean isAfter(Stamp other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Stamp other) {
    return ORDER.compare(this, other);
  }
}
