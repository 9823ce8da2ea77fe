package org.liveevents.status;

import java.time.Duration;
import java.time.Instant;

/**
 * How near a webhook subscription is to being switched off: Canvas does that at about 9,500
 * timeouts or 28,000 other errors in 24 hours. Counted by whole hours, the oldest in full, so
 * rather too much than too little.
 *
 * @param timeouts answers that came too late, or to a sender that had gone
 * @param errors answers that weren't 2xx
 */
public record DeactivationBudget(long timeouts, long errors) {

  /** So many timeouts switch a subscription off. */
  public static final long TIMEOUT_LIMIT = 9_500;

  /** So many errors switch a subscription off. */
  public static final long ERROR_LIMIT = 28_000;

  /** Canvas' window. */
  public static final Duration WINDOW = Duration.ofHours(24);

  /** What the sums over all bridges of a subscription come to at that time. */
  public static DeactivationBudget at(Instant now, Hours timeouts, Hours errors) {
    Instant from = now.minus(WINDOW);
    return new DeactivationBudget(timeouts.since(from), errors.since(from));
  }

  /** The part of the nearer limit that is used up; 1 and more: expect to be switched off. */
  public double used() {
    return Math.max((double) timeouts / TIMEOUT_LIMIT, (double) errors / ERROR_LIMIT);
  }
}
