package org.liveevents.tools.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns a signal to stop into a question the command asks between two steps, so that it ends in
 * good order and with its own exit code. One a process.
 */
public final class Interruption {

  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private Interruption() {}

  /** Begins to listen. */
  public static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "stopping"));
    return interruption;
  }

  /** Whether the command was asked to stop. */
  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Waits, unless the command is asked to stop first. */
  public void sleep(long nanos) {
    try {
      boolean unused = asked.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) { // nobody does that to the main thread but to end it
      Thread.currentThread().interrupt();
      asked.countDown();
    }
  }

  /** The command is at its end, whatever the reason. */
  public void end() {
    ended.countDown();
  }

  private void stop() {
    if (ended.getCount() == 0) {
      return;
    }
    asked.countDown();
    try {
      if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(Exit.STOPPED.number()); // not the signal's own code
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
