package org.liveevents.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The one place where an answer becomes an HTTP status. */
final class Replies {

  private final Supplier<Optional<Instant>> listeningSince;

  /**
   * Replies of an instance.
   *
   * @param listeningSince since when events are listened to, if known
   */
  Replies(Supplier<Optional<Instant>> listeningSince) {
    this.listeningSince = listeningSince;
  }

  /** 200, 404 or 503. */
  Reply of(Answer<?> answer) {
    return answer.fold(
        Reply::json,
        freshness -> Reply.problem(Problem.absent(listeningSince.get().orElse(null), freshness)),
        Replies::later,
        (peer, retryAfter) -> later("the instance that holds it does not answer", retryAfter));
  }

  private static Reply later(String reason, Duration retryAfter) {
    return Reply.problem(Problem.of(503, reason))
        .with(Reply.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
  }
}
