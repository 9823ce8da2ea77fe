package org.liveevents.tools.replay;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Spreads records evenly over time; without a limit it never waits. For one thread. */
final class Pace {

  private final double nanosEach;
  private final LongSupplier nanoTime;
  private final LongConsumer sleep;
  private double due;

  /**
   * A pace.
   *
   * @param perSecond records a second, or 0 for no limit
   * @param nanoTime a clock in nanoseconds
   * @param sleep waits that many nanoseconds
   */
  Pace(double perSecond, LongSupplier nanoTime, LongConsumer sleep) {
    this.nanosEach = perSecond > 0 ? 1e9 / perSecond : 0;
    this.nanoTime = nanoTime;
    this.sleep = sleep;
    this.due = nanoTime.getAsLong();
  }

  /** Waits until so many records may go. */
  void await(int records) {
    if (nanosEach == 0) {
      return;
    }
    double now = nanoTime.getAsLong();
    if (due > now) {
      sleep.accept((long) (due - now));
    }
    due = Math.max(due, now) + records * nanosEach;
  }
}
