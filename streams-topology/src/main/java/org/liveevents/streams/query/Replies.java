package org.liveevents.streams.query;

import java.time.Duration;

/** The one place where an answer becomes an HTTP status. */
final class Replies {

  private Replies() {}

  /** 200, 403, 404 or 503. */
  static Reply of(Answer<?> answer) {
    return answer.fold(
        Replies::found,
        (freshness, since) -> Reply.problem(Problem.absent(since, freshness)),
        Replies::later,
        (peer, retryAfter) -> later("the instance that holds it does not answer", retryAfter));
  }

  private static Reply found(Object value, Freshness freshness) {
    return value instanceof OutOfReach
        ? Reply.problem(Problem.of(403, "the token doesn't reach that course"))
        : Reply.json(value, freshness);
  }

  private static Reply later(String reason, Duration retryAfter) {
    return Reply.problem(Problem.of(503, reason))
        .with(Reply.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
  }
}
