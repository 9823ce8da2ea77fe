package org.liveevents.bridge.spool;

import org.liveevents.runtime.management.Health;

/** A part on the way to the broker: while it can't work, the spool does, if it has room. */
public record CoveredBySpool(Health part, Spool spool) implements Health {

  @Override
  public String name() {
    return part.name();
  }

  @Override
  public Condition condition() {
    Condition condition = part.condition();
    return condition.state() == State.NOT_READY && spool.hasRoom()
        ? Condition.warning(condition.reason() + "; webhooks go to the spool")
        : condition;
  }
}
