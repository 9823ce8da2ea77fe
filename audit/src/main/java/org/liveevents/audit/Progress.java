package org.liveevents.audit;

/** Hears how far an audit is. */
public interface Progress {

  /** Nobody listens. */
  Progress NONE = (task, total) -> count -> {};

  /** A task of so many records begins, and the one before is over. */
  Step begin(String task, long total);

  /** So many more are done. */
  @FunctionalInterface
  interface Step {
    void add(long count);
  }
}
