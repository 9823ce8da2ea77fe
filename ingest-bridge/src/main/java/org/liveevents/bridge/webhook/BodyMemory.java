package org.liveevents.bridge.webhook;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all requests' bodies may take together. Safe to share between threads. */
final class BodyMemory {

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  BodyMemory(long limit) {
    this.limit = limit;
  }

  /** Takes so many bytes, or none if they aren't left. */
  boolean reserve(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** Gives back what was taken. */
  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  /** The bytes taken now. */
  long used() {
    return used.get();
  }
}
