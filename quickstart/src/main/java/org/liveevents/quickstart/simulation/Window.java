package org.liveevents.quickstart.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A short stretch of simulated time in which the events of one wave happen.
 *
 * @param start its first instant
 * @param span how long it lasts
 */
record Window(Instant start, Duration span) {

  /** A time for the n-th of so many steps: steps follow each other, now and then in the same ms. */
  Instant at(int step, int steps, RandomGenerator random) {
    long width = span.toMillis();
    return start.plusMillis(Math.min(width, width * step / Math.max(1, steps) + random.nextInt(3)));
  }
}
