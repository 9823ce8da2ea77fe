package org.liveevents.bridge.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  /** So many attempts fit into the half of the timeout that is left when a message is due. */
  private static final int ATTEMPTS = 5;

  private static final Logger LOGGER = LoggerFactory.getLogger(VisibilityKeeper.class);

  private final Queue queue;
  private final InFlight inFlight;
  private Duration timeout = USUAL_TIMEOUT;
  private long nextQuestion = System.nanoTime();
  private long nextAttempt = System.nanoTime();
  private boolean failing;

  VisibilityKeeper(Queue queue, InFlight inFlight) {
    this.queue = queue;
    this.inFlight = inFlight;
  }

  /** Does what is due. To be called several times a second. */
  void look() {
    if (inFlight.all().isEmpty() || System.nanoTime() - nextAttempt < 0) {
      return;
    }
    learnTimeout();
    List<Held> due = new ArrayList<>();
    for (Held held : inFlight.all()) {
      if (held.hidden().compareTo(timeout.dividedBy(2)) > 0) {
        due.add(held);
      }
    }
    if (!due.isEmpty()) {
      hide(due);
    }
  }

  /** The first failed call ends the attempt: the others would fail as well, a call each. */
  private void hide(List<Held> due) {
    boolean hidden = true;
    for (int from = 0; hidden && from < due.size(); from += Queue.BATCH) {
      hidden = queue.hide(due.subList(from, Math.min(due.size(), from + Queue.BATCH)), timeout);
    }
    if (!hidden) {
      nextAttempt = System.nanoTime() + timeout.dividedBy(2L * ATTEMPTS).toNanos();
      if (!failing) {
        LOGGER.warn("messages may come again while they are at work queue={}", queue.name());
      }
    }
    failing = !hidden;
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
