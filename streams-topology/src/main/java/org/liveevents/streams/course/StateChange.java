package org.liveevents.streams.course;

import java.util.List;
import java.util.Optional;
import org.liveevents.event.Payload;

/**
 * A new public value of one key of a view.
 *
 * @param store the view's
 * @param value JSON; empty if it is gone
 */
public record StateChange(String store, Optional<Payload> value) implements StateOutput {

  @Override
  public List<StateChange> changes() {
    return List.of(this);
  }

  @Override
  public List<Hop> hops() {
    return List.of();
  }
}
