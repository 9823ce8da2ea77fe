package org.liveevents.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies: another takes its place, since most causes pass (a broker
 * away, a transaction timed out). When many die in a short time the cause doesn't pass, and the
 * process ends so that somebody sees it.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {

  private static final Logger LOGGER = LoggerFactory.getLogger(ThreadFailures.class);
  private static final int MOST = 10;
  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Deque<Instant> failures = new ArrayDeque<>();

  ThreadFailures(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    Instant now = clock.instant();
    failures.addLast(now);
    while (failures.getFirst().isBefore(now.minus(WITHIN))) {
      failures.removeFirst();
    }
    boolean tooMany = failures.size() > MOST;
    LOGGER.error(
        "a stream thread died failures={} next={}",
        failures.size(),
        tooMany ? "shutdown" : "replace",
        failure);
    return tooMany
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
