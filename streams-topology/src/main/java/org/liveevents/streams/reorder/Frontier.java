package org.liveevents.streams.reorder;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far one partition has come in event time: everything before the frontier has had its turn. It
 * moves in two ways, and never back:
 *
 * <ul>
 *   <li>with the watermark, the highest of min(event time, arrival) seen, less the grace, on a grid
 *       of one second, so that releases come in batches and lateness does not depend on arrival
 *       order inside a step;
 *   <li>with time spent: an event whose later of event time and arrival lies more than a grace back
 *       has waited long enough, and leaves with all before it.
 * </ul>
 *
 * An event that arrives no later than the grace after its time is therefore never late, and a clock
 * ahead of its time makes nobody else late.
 */
final class Frontier {

  private final Duration grace;
  private Instant passed;

  Frontier(Duration grace, Instant passed) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("the grace is not negative");
    }
    this.grace = grace;
    this.passed = passed;
  }

  /** Everything before this instant has had its turn. */
  Instant passed() {
    return passed;
  }

  /** Whether an event of that time has missed its turn. */
  boolean hasPassed(Instant eventTime) {
    return eventTime.isBefore(passed);
  }

  /** Takes in what an event that isn't from the future says of the time. */
  void observe(Instant eventTime, Instant arrival) {
    Instant known = eventTime.isBefore(arrival) ? eventTime : arrival;
    passTo(known.minus(grace).truncatedTo(ChronoUnit.SECONDS));
  }

  /** Gives everything up to and including that event time its turn. */
  void passInclusive(Instant eventTime) {
    passTo(eventTime.plusMillis(1));
  }

  /**
   * When an event has waited long enough, whatever else comes: it leaves once the clock is beyond
   * this.
   */
  Instant ripeAt(Instant eventTime, Instant arrival) {
    return (eventTime.isAfter(arrival) ? eventTime : arrival).plus(grace);
  }

  private void passTo(Instant instant) {
    if (instant.isAfter(passed)) {
      passed = instant;
    }
  }
}
