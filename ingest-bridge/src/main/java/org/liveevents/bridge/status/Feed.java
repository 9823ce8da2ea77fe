package org.liveevents.bridge.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.liveevents.status.BridgeStatus;
import org.liveevents.status.BridgeStatus.SpoolLevel;
import org.liveevents.status.Hours;

/**
 * One source's counts by the hour, taken from counters that only ever grow. For one thread; what it
 * tells may be read by any.
 */
final class Feed {

  /** A counter, and how much of it was put down by the hour. */
  private static final class Tally {
    private final LongSupplier counter;
    private long seen;
    private volatile Hours hours = Hours.none();

    Tally(LongSupplier counter) {
      this.counter = counter;
    }

    boolean sample(Instant now) {
      long count = counter.getAsLong();
      long more = count - seen;
      seen = count;
      hours = hours.plus(now, more);
      return more > 0;
    }

    void resume(Hours earlier) {
      hours = Hours.sum(List.of(earlier, hours));
    }
  }

  private final String source;
  private final String instance;
  private final Tally received;
  private final Tally timeouts;
  private final Tally errors;
  private volatile Optional<Instant> lastEvent = Optional.empty();

  Feed(
      String source,
      String instance,
      LongSupplier received,
      LongSupplier timeouts,
      LongSupplier errors) {
    this.source = source;
    this.instance = instance;
    this.received = new Tally(received);
    this.timeouts = new Tally(timeouts);
    this.errors = new Tally(errors);
  }

  String source() {
    return source;
  }

  String key() {
    return source + "/" + instance;
  }

  /** Puts down what came since the last time; returns whether anything did. */
  boolean sample(Instant now) {
    boolean came = received.sample(now);
    if (came) {
      lastEvent = Optional.of(now);
    }
    boolean late = timeouts.sample(now);
    boolean wrong = errors.sample(now);
    return came || late || wrong;
  }

  /** Goes on where an earlier process of the same name ended. */
  void resume(BridgeStatus earlier) {
    received.resume(earlier.received());
    timeouts.resume(earlier.timeouts());
    errors.resume(earlier.errors());
    lastEvent = lastEvent.or(earlier::lastEvent);
  }

  BridgeStatus status(Instant now, Optional<SpoolLevel> spool, Map<String, String> versions) {
    return new BridgeStatus(
        source,
        instance,
        now,
        lastEvent,
        received.hours,
        timeouts.hours,
        errors.hours,
        spool,
        versions);
  }
}
