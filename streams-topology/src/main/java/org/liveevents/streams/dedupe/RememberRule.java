package org.liveevents.streams.dedupe;

import java.time.Duration;
import java.time.Instant;

/**
 * How long an event is remembered: until the later of its time and its first arrival, plus the
 * window. The clock is the partition's own, the highest arrival so far, so that a pause or a replay
 * changes no verdict.
 *
 * @param window how long beyond
 */
record RememberRule(Duration window) {

  RememberRule {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("the dedupe window is positive");
    }
  }

  /** The last instant at which a copy counts as one. */
  Instant until(Instant eventTime, Instant firstArrival) {
    return (eventTime.isAfter(firstArrival) ? eventTime : firstArrival).plus(window);
  }

  /** Whether an event remembered until then is still remembered now. */
  boolean isRemembered(Instant until, Instant now) {
    return !now.isAfter(until);
  }
}
