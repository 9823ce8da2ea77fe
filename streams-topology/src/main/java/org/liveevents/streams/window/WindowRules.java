package org.liveevents.streams.window;

import java.time.Duration;
import org.liveevents.streams.flow.ReceivedEvent;

/**
 * How long events wait and are remembered, and how much may wait.
 *
 * @param grace how long an event waits for earlier ones
 * @param window how long an event is remembered beyond the later of its time and first arrival
 * @param maxBytes the most bytes of waiting events, over all partitions
 */
public record WindowRules(Duration grace, Duration window, long maxBytes) {

  public WindowRules {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("the grace is not negative");
    }
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("the dedupe window is positive");
    }
  }

  /** When an event has waited long enough, whatever else comes: once the clock is beyond this. */
  long ripeAt(ReceivedEvent event) {
    return later(event) + grace.toMillis();
  }

  /** The last instant at which a copy counts as one. */
  long rememberedUntil(ReceivedEvent event) {
    return later(event) + window.toMillis();
  }

  /** The same for an event that is ripe then. */
  long rememberedUntil(long ripeAt) {
    return ripeAt - grace.toMillis() + window.toMillis();
  }

  private static long later(ReceivedEvent event) {
    return Math.max(event.event().time().toEpochMilli(), event.arrival().toEpochMilli());
  }
}
