package org.liveevents.streams.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was read.
 *
 * @param eventTime the latest event time in it; null if nothing in it has one
 */
public record Excerpt<T>(T value, @Nullable Instant eventTime) {

  /** The same, of whatever type it is. */
  Excerpt<Object> ofAny() {
    return new Excerpt<>(value, eventTime);
  }

  /** The later of two times. */
  static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
