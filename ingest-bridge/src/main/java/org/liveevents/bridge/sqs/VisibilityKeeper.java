package org.liveevents.bridge.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the messages of one queue from being given out again while we are at work on them: half of
 * the queue's visibility timeout before it is over, it is begun anew. For one thread.
 */
final class VisibilityKeeper {

  /** What queues have that nobody changed; for those that don't tell. */
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

  /** A changed setting of the queue is noticed after so long. */
  private static final Duration ASK_AGAIN = Duration.ofMinutes(5);

  private static final Duration ASK_AGAIN_AFTER_FAILURE = Duration.ofSeconds(30);

  private final Queue queue;
  private final InFlight inFlight;
  private Duration timeout = USUAL_TIMEOUT;
  private long nextQuestion = System.nanoTime();

  VisibilityKeeper(Queue queue, InFlight inFlight) {
    this.queue = queue;
    this.inFlight = inFlight;
  }

  /** Does what is due. To be called several times a second. */
  void look() {
    if (inFlight.all().isEmpty()) {
      return;
    }
    learnTimeout();
    List<Held> due = new ArrayList<>();
    for (Held held : inFlight.all()) {
      if (held.hidden().compareTo(timeout.dividedBy(2)) > 0) {
        due.add(held);
      }
    }
    for (int from = 0; from < due.size(); from += Queue.BATCH) {
      queue.hide(due.subList(from, Math.min(due.size(), from + Queue.BATCH)), timeout);
    }
  }

  private void learnTimeout() {
    if (System.nanoTime() - nextQuestion < 0) {
      return;
    }
    Optional<Duration> answer = queue.visibilityTimeout();
    timeout = answer.filter(told -> !told.isZero()).orElse(timeout);
    nextQuestion =
        System.nanoTime() + (answer.isPresent() ? ASK_AGAIN : ASK_AGAIN_AFTER_FAILURE).toNanos();
  }
}
