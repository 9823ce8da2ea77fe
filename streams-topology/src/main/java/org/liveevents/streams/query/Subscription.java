package org.liveevents.streams.query;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The changes of one course, from the moment it was made. Bounded: whoever reads so slowly that it
 * fills up is cut off, and may come back to where they were.
 */
public final class Subscription {

  private static final int ROOM = 2000;

  private final String course;
  private final FeedPosition start;
  private final BlockingQueue<Change> changes = new ArrayBlockingQueue<>(ROOM);
  private volatile boolean ended;

  /**
   * A subscription to that course.
   *
   * @param start every later change will be offered
   */
  public Subscription(String course, FeedPosition start) {
    this.course = course;
    this.start = start;
  }

  /** Canonical id. */
  public String course() {
    return course;
  }

  /** From where on changes come. */
  public FeedPosition start() {
    return start;
  }

  /** One more change; ends the subscription if there is no room. */
  public void offer(Change change) {
    if (!ended && !changes.offer(change)) {
      end();
    }
  }

  /** No more changes come; what came may still be taken. */
  public void end() {
    ended = true;
  }

  /** Whether no more changes come. */
  public boolean isEnded() {
    return ended;
  }

  /** The next change; empty if none comes in that time. */
  Optional<Change> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(changes.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }
}
