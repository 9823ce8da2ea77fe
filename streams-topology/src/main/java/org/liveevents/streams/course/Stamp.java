package org.liveevents.streams.course;

import java.time.Instant;
import java.time.temporal.TemporalUnit;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;

/**
 * When something was said, in event time: the last word by (event time, format, event id) holds,
 * whatever order it came in. Of one happening told in both formats Canvas' word outranks Caliper's.
 *
 * @param time event time in milliseconds since 1970
 * @param rank of the format
 * @param id of the event; of a {@linkplain #coarse coarse} one what was said
 */
record Stamp(long time, int rank, String id) implements Comparable<Stamp> {

  static Stamp of(LiveEvent event) {
    return new Stamp(
        event.time().toEpochMilli(),
        event.format() == PayloadFormat.CANVAS ? 1 : 0,
        event.id().toString());
  }

  /**
   * The stamp of what many events say alike, cut to a unit of time so that it is written once a
   * unit at most. What is said stands in for the event's id: it decides between two of one unit.
   */
  static Stamp coarse(Instant time, TemporalUnit unit, String said) {
    return new Stamp(time.truncatedTo(unit).toEpochMilli(), 0, said);
  }

  boolean isAfter(Stamp other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Stamp other) {
    int byTime = Long.compare(time, other.time);
    int byRank = byTime == 0 ? Integer.compare(rank, other.rank) : byTime;
    return byRank == 0 ? id.compareTo(other.id) : byRank;
  }
}
