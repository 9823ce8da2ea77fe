package org.liveevents.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Which part of all there is an audit can decide about. */
final class Scope {

  /** A clock and a batch in flight may be so far behind. */
  private static final long SLACK = 1500;

  private final Topics topics;
  private final Expectations expected;
  private final boolean whole;
  private final long since;
  private final Map<Integer, Long> consumed = new HashMap<>();
  private final Map<Integer, Long> begins = new HashMap<>();

  private Scope(Topics topics, Expectations expected, boolean whole, long since) {
    this.topics = topics;
    this.expected = expected;
    this.whole = whole;
    this.since = since;
    for (int partition : topics.partitions(expected.raw())) {
      begins.put(partition, topics.begin(expected.raw(), partition));
      OptionalLong upTo = topics.consumed(partition);
      if (upTo.isPresent()) {
        consumed.put(partition, upTo.getAsLong());
      }
    }
  }

  /** Raw has a beginning that isn't its first record if that was deleted, or left out. */
  static Scope of(Topics topics, Expectations expected) {
    long since = expected.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    boolean whole = expected.from().isEmpty();
    for (int partition : topics.partitions(expected.raw())) {
      if (topics.begin(expected.raw(), partition) > 0) {
        whole = false;
        since = Math.max(since, topics.first(expected.raw(), partition).orElse(Long.MIN_VALUE));
      }
    }
    return new Scope(topics, expected, whole, since);
  }

  Topics topics() {
    return topics;
  }

  Expectations expected() {
    return expected;
  }

  /** Whether every raw record there ever was is looked at. */
  boolean isWhole() {
    return whole;
  }

  /** Whether a raw record is looked at. */
  boolean holds(Entry raw) {
    return expected.from().isEmpty() || raw.timestamp() >= expected.from().get().toEpochMilli();
  }

  /** Whether something that arrived then, if it did, is looked at. */
  boolean holdsArrival(long arrival) {
    return whole || arrival > since;
  }

  /** What has an event time beyond this can't have been known before; all, if the whole is here. */
  long factsSince() {
    return whole ? Long.MIN_VALUE : since + expected.maxSkew().toMillis();
  }

  long begin(int partition) {
    return begins.getOrDefault(partition, 0L);
  }

  /** Whether the topology has been at that raw record, so that what it wrote is visible. */
  boolean isConsumed(Entry raw) {
    if (expected.to().isPresent() && raw.timestamp() > expected.to().get().toEpochMilli()) {
      return false;
    }
    Long upTo = consumed.get(raw.partition());
    return upTo == null
        ? raw.timestamp() < expected.now().minus(expected.settle()).toEpochMilli()
        : raw.offset() < upTo;
  }

  /** Whether a consumed event that may wait must have left by now. */
  boolean isRipe(long eventTime, long arrival) {
    return Math.max(eventTime, arrival) + expected.grace().toMillis() + SLACK
        < expected.now().minus(expected.settle()).toEpochMilli();
  }

  /** Whether what a consumed event says must stand in the state topics. */
  boolean isSettled(long arrival) {
    return arrival < expected.now().minus(expected.settle()).toEpochMilli();
  }

  /** Whether an event that came when the clock stood there may be late. */
  boolean mayBeLate(long eventTime, long clock) {
    return eventTime < clock - expected.grace().toMillis() + SLACK;
  }
}
