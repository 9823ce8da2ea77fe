package org.liveevents.streams.query;

import java.util.Optional;
import java.util.function.Consumer;

/** The committed changes of the public state. Any instance can tell all of them. */
public interface Changes {

  /** Follows a course from now on; empty if that isn't possible at the moment. */
  Optional<Subscription> follow(String course);

  /** Leaves it. */
  void leave(Subscription subscription);

  /** How far that subscription has been served: what it was offered later is beyond it. */
  FeedPosition reached(Subscription subscription);

  /**
   * Tells again what was told of the course between two positions.
   *
   * @return whether it was all; if not, some of it is no longer there, or it is too much
   */
  boolean again(String course, FeedPosition from, FeedPosition to, Consumer<Change> consumer);
}
