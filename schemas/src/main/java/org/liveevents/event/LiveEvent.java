package org.liveevents.event;

import java.time.Instant;

/**
 * What we know of an event without its payload: everything routing, ordering and deduplication
 * need.
 *
 * @param format Canvas or Caliper
 * @param name what kind of event it is; for Caliper the Canvas name derived from type, action and
 *     object
 * @param id the hash of its JSON value
 * @param time when Canvas emitted it, in milliseconds
 * @param scope the unit of order it belongs to
 * @param origin the host it came from, else the root account; a plain word, safe in a URI
 * @param contradictory whether its ids disagree on which course it belongs to
 */
public record LiveEvent(
    PayloadFormat format,
    EventName name,
    EventId id,
    Instant time,
    Scope scope,
    String origin,
    boolean contradictory) {}
