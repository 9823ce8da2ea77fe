package org.liveevents.streams.window;

import java.time.Duration;

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
 * ahead of its time makes nobody else late. Times are in milliseconds.
 */
final class Frontier {

  static final long STEP = 1000;

  private final long grace;
  private long passed;

  Frontier(Duration grace, long passed) {
    this.grace = grace.toMillis();
    this.passed = passed;
  }

  /** Everything before this has had its turn. */
  long passed() {
    return passed;
  }

  /** Whether an event of that time has missed its turn. */
  boolean hasPassed(long eventTime) {
    return eventTime < passed;
  }

  /** Takes in what an event that isn't from the future says of the time. */
  void observe(long eventTime, long arrival) {
    passTo(stepOf(Math.min(eventTime, arrival) - grace));
  }

  /** Gives everything up to and including that event time its turn. */
  void passInclusive(long eventTime) {
    passTo(eventTime + 1);
  }

  /** Gives everything before that event time its turn. */
  void passTo(long eventTime) {
    passed = Math.max(passed, eventTime);
  }

  /**
   * What the clock says of time spent while records come: a step behind, so that the watermark
   * comes first where it moves at all, and what leaves leaves in batches.
   */
  static long stepBehind(long clock) {
    return clock == Long.MIN_VALUE ? clock : stepOf(clock) - STEP;
  }

  private static long stepOf(long time) {
    return Math.floorDiv(time, STEP) * STEP;
  }
}
