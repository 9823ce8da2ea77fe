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
 * @param future whether its time lies so far ahead of its arrival that it has no place in the order
 */
public record ReceivedEvent(
    LiveEvent event,
    Payload payload,
    Instant arrival,
    String source,
    String receivedAt,
    boolean future) {}
