package org.liveevents.bridge.intake;

import java.time.Duration;
import java.util.function.Function;

/** What became of a delivery, all or nothing. */
public sealed interface Receipt {

  /** Calls the function of the case at hand. */
  <T> T fold(
      Function<? super Stored, ? extends T> onStored,
      Function<? super Unavailable, ? extends T> onUnavailable);

  /** Every record of it was acknowledged by the broker, or all of it is in the spool, on disk. */
  record Stored() implements Receipt {
    @Override
    public <T> T fold(
        Function<? super Stored, ? extends T> onStored,
        Function<? super Unavailable, ? extends T> onUnavailable) {
      return onStored.apply(this);
    }
  }

  /**
   * It may not be stored, and must come again; if parts were stored they are duplicates then.
   *
   * @param retryAfter when it is worth trying
   */
  record Unavailable(Duration retryAfter) implements Receipt {
    @Override
    public <T> T fold(
        Function<? super Stored, ? extends T> onStored,
        Function<? super Unavailable, ? extends T> onUnavailable) {
      return onUnavailable.apply(this);
    }
  }

  /** Whether the source may forget the delivery. */
  default boolean isStored() {
    return fold(stored -> true, unavailable -> false);
  }
}
