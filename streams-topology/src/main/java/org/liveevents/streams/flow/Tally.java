package org.liveevents.streams.flow;

import java.util.Optional;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;

/**
 * Where the stages report what became of each raw record; the ledger stands behind it. Every raw
 * record is received by exactly one of {@link #rejected}, {@link #duplicate}, {@link #held} and
 * {@link #passed}; a held one is {@link #released} later.
 */
public interface Tally {

  /** No event, or one that can't be written; with its name if that was read. */
  void rejected(Optional<EventName> name);

  /** Seen before. */
  void duplicate(LiveEvent event);

  /** Waiting for its turn. */
  void held(LiveEvent event);

  /** Forwarded after waiting. */
  void released(LiveEvent event);

  /** Forwarded at once: late, or from the future. */
  void passed(LiveEvent event, OrderedEvent.Turn turn);
}
