package org.liveevents.bridge.sqs;

import java.time.Duration;
import software.amazon.awssdk.services.sqs.model.Message;

/** A message that was received and is neither deleted nor given up yet. */
final class Held {

  private final Message message;
  private final int kibibytes;
  private volatile long hiddenSince = System.nanoTime();

  Held(Message message) {
    this.message = message;
    this.kibibytes = message.body().length() / 1024 + 1;
  }

  Message message() {
    return message;
  }

  /** What it weighs, rounded up. */
  int kibibytes() {
    return kibibytes;
  }

  /** The queue hides it anew, from now on. */
  void hiddenAgain() {
    hiddenSince = System.nanoTime();
  }

  /** For how long the queue has hidden it from others, since it last said so. */
  Duration hidden() {
    return Duration.ofNanos(System.nanoTime() - hiddenSince);
  }
}
