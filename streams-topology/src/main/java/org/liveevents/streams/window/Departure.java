package org.liveevents.streams.window;

import org.liveevents.event.EventId;
import org.liveevents.streams.flow.OrderedEvent.Turn;

/**
 * An event that has left, as it is remembered.
 *
 * @param until the last instant, in milliseconds, at which a copy counts as one
 * @param offset of its raw record
 */
record Departure(EventId id, long until, long offset, Turn turn) {}
