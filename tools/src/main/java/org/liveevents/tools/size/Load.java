package org.liveevents.tools.size;

import java.time.Duration;

/**
 * What an installation has to carry.
 *
 * @param eventsPerDay received on a busy day, copies included
 * @param eventBytes of an event's JSON, on average
 * @param peak how much the busiest minutes exceed the day's average
 * @param growth how much larger it may become before partitions are too few; they can't be changed
 * @param compression how many bytes become one on the brokers' disks
 * @param replicas of every topic
 * @param window how long events are remembered
 * @param grace how long events wait for earlier ones
 */
record Load(
    long eventsPerDay,
    int eventBytes,
    double peak,
    double growth,
    double compression,
    int replicas,
    Duration window,
    Duration grace) {

  Load {
    if (eventsPerDay < 1 || eventBytes < 1 || replicas < 1) {
      throw new IllegalArgumentException("events, bytes and replicas are positive numbers");
    }
    if (peak < 1 || growth < 1 || compression < 1) {
      throw new IllegalArgumentException("peak, growth and compression are 1 or more");
    }
  }

  /** Events a second in the busiest minutes. */
  double peakRate() {
    return eventsPerDay * peak / Duration.ofDays(1).toSeconds();
  }

  /** How many events are remembered at once. */
  double remembered() {
    return eventsPerDay * (double) window.toSeconds() / Duration.ofDays(1).toSeconds();
  }

  /** How many events wait at once in the busiest minutes. */
  double waiting() {
    return peakRate() * grace.toSeconds();
  }
}
