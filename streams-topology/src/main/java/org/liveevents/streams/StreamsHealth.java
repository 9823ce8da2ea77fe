package org.liveevents.streams;

import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.liveevents.runtime.management.Health;

/**
 * Ready while running, dead once it can't run again, not ready while it starts, restores or
 * rebalances.
 */
record StreamsHealth(Supplier<KafkaStreams.State> state) implements Health {

  @Override
  public String name() {
    return "streams";
  }

  @Override
  public Condition condition() {
    KafkaStreams.State now = state.get();
    return switch (now) {
      case RUNNING -> Condition.ready();
      case CREATED, REBALANCING -> Condition.notReady("partitions are being assigned or restored");
      case PENDING_SHUTDOWN -> Condition.notReady("stopping");
      case PENDING_ERROR, ERROR, NOT_RUNNING -> Condition.dead("processing has ended: " + now);
    };
  }
}
