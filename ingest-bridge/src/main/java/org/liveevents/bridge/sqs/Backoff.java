package org.liveevents.bridge.sqs;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubled from try to try, up to a limit, and a random
 * part of it, so that many receivers don't come back together. For one thread.
 */
final class Backoff {

  private final Duration first;
  private final Duration limit;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration limit, RandomGenerator random) {
    this.first = first;
    this.limit = limit;
    this.random = random;
  }

  /** The wait after one more failure: between half and all of what this failure deserves. */
  Duration afterFailure() {
    long full = Math.min(limit.toMillis(), first.toMillis() << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }

  /** It worked: the next failure is the first again. */
  void reset() {
    failures = 0;
  }
}
