package org.liveevents.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How often something happened in each hour, of the last weeks. Sums of several bridges' hours are
 * hours again, so what an instance counted stays in the sum when it is long gone. Immutable.
 */
public final class Hours {

  /** What is remembered: four weeks, and the hour at hand. */
  public static final Duration MEMORY = Duration.ofDays(28);

  private static final Hours NONE = new Hours(new TreeMap<>());

  private final NavigableMap<Instant, Long> counts;

  private Hours(NavigableMap<Instant, Long> counts) {
    this.counts = Collections.unmodifiableNavigableMap(counts);
  }

  /** Nothing happened. */
  public static Hours none() {
    return NONE;
  }

  /** These counts, by the beginning of their hour. */
  public static Hours of(Map<Instant, Long> counts) {
    return new Hours(new TreeMap<>(counts));
  }

  /** The sum of all of these. */
  public static Hours sum(Collection<Hours> all) {
    TreeMap<Instant, Long> sum = new TreeMap<>();
    all.forEach(one -> one.counts.forEach((hour, count) -> sum.merge(hour, count, Long::sum)));
    return new Hours(sum);
  }

  /** With that many more at that time, and without what is too old to be remembered then. */
  public Hours plus(Instant at, long more) {
    Instant hour = at.truncatedTo(ChronoUnit.HOURS);
    TreeMap<Instant, Long> sum = new TreeMap<>(counts.tailMap(hour.minus(MEMORY), true));
    if (more > 0) {
      sum.merge(hour, more, Long::sum);
    }
    return new Hours(sum);
  }

  /** How many in the hour that begins then. */
  public long in(Instant hour) {
    return counts.getOrDefault(hour, 0L);
  }

  /** How many from that hour on, the hour in which it lies in full. */
  public long since(Instant time) {
    return counts.tailMap(time.truncatedTo(ChronoUnit.HOURS), true).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** The first hour in which anything happened, if any is remembered. */
  public Optional<Instant> first() {
    return counts.isEmpty() ? Optional.empty() : Optional.of(counts.firstKey());
  }

  /** The hours in which anything happened, by their beginning. */
  public NavigableMap<Instant, Long> counts() {
    return counts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hours hours && counts.equals(hours.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
