package org.liveevents.catalogue;

import org.liveevents.event.EventName;

/**
 * One entry of the catalogue.
 *
 * @param name the event's name, recognised
 * @param category the family it belongs to, such as {@code grade}
 * @param origin where we know it from
 * @param ofCourse whether it can belong to a course; if not, the page it was sent from says nothing
 *     about it
 * @param inCaliper whether Canvas also sends it as a Caliper event
 */
public record KnownEvent(
    EventName name, String category, Origin origin, boolean ofCourse, boolean inCaliper) {

  /** Where an event name is known from. */
  public enum Origin {
    /** Canvas documents it. */
    DOCUMENTED,
    /** Canvas' source emits it. */
    SOURCE,
    /** Others saw it on the wire. */
    WIRE
  }
}
