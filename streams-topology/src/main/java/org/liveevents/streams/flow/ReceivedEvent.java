package org.liveevents.streams.flow;

import java.time.Instant;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;

/**
 * One event on its way through the topology.
 *
 * @param event what it is
 * @param payload its bytes
 * @param arrival when we received it: the raw record's timestamp
 * @param source the channel, as the raw header says; empty if it doesn't
 * @param receivedAt the raw header of that name, unchanged; empty if there is none
 * @param invalid where it breaks its schema, free of values; empty if it doesn't
 * @param future whether its time lies so far ahead of its arrival that it has no place in the order
 */
public record ReceivedEvent(
    LiveEvent event,
    Payload payload,
    Instant arrival,
    String source,
    String receivedAt,
    String invalid,
    boolean future) {

  /** The same, marked as breaking its schema. */
  public ReceivedEvent asInvalid(String detail) {
    return new ReceivedEvent(event, payload, arrival, source, receivedAt, detail, future);
  }

  /** Whether it keeps its schema, as far as anybody looked. */
  public boolean isValid() {
    return invalid.isEmpty();
  }
}
