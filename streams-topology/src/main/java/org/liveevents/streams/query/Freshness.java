package org.liveevents.streams.query;

import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How fresh an answer is. Null is what isn't known, or has no meaning for an answer out of several
 * partitions.
 *
 * @param role of the instance that answered
 * @param lag how many raw records of the partitions asked were not yet in the answer
 * @param eventTime the latest event time in the answer
 * @param offset of the last raw record that is in the answer
 */
public record Freshness(
    Role role, @Nullable Long lag, @Nullable Instant eventTime, @Nullable Long offset) {

  /**
   * Of one partition that is processed here.
   *
   * @param next the raw offset after the last record in the answer
   * @param end the raw offset the next record will have
   */
  public static Freshness active(OptionalLong next, OptionalLong end, @Nullable Instant eventTime) {
    Long lag =
        end.isPresent() && (next.isPresent() || end.getAsLong() == 0)
            ? Math.max(0, end.getAsLong() - next.orElse(0))
            : null;
    Long offset = next.isPresent() && next.getAsLong() > 0 ? next.getAsLong() - 1 : null;
    return new Freshness(Role.ACTIVE, lag, eventTime, offset);
  }

  /**
   * Of a copy of a partition that is processed elsewhere.
   *
   * @param next the raw offset after the last record in the answer, at least
   * @param end the raw offset the next record will have
   */
  public static Freshness standby(long next, OptionalLong end, @Nullable Instant eventTime) {
    Freshness alike = active(OptionalLong.of(next), end, eventTime);
    return new Freshness(Role.STANDBY, alike.lag, eventTime, alike.offset);
  }

  /**
   * The same of what has come as far as that.
   *
   * @param next the raw offset after the last record in it
   */
  Freshness upTo(long next) {
    Long behind =
        lag == null
            ? null
            : Long.valueOf(Math.max(0, lag + (offset == null ? 0 : offset + 1) - next));
    return new Freshness(role, behind, eventTime, next > 0 ? Long.valueOf(next - 1) : null);
  }

  /** Of an answer that is no partition's. */
  static Freshness none() {
    return new Freshness(Role.ACTIVE, null, null, null);
  }

  /** Of an answer out of several partitions: the sum of the lags, the latest event time. */
  static Freshness of(Collection<Freshness> parts) {
    if (parts.size() == 1) {
      return parts.iterator().next();
    }
    boolean known = !parts.isEmpty() && parts.stream().allMatch(part -> part.lag != null);
    return new Freshness(
        parts.stream().anyMatch(part -> part.role == Role.STANDBY) ? Role.STANDBY : Role.ACTIVE,
        known
            ? parts.stream().map(Freshness::lag).filter(Objects::nonNull).mapToLong(n -> n).sum()
            : null,
        parts.stream()
            .map(Freshness::eventTime)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null),
        null);
  }
}
