package org.liveevents.streams.course;

/** Where the parts of an event stand in a Caliper payload, an envelope of one event. */
final class CaliperPaths {

  static final String EVENT = "data/0/";
  static final String ACTOR = EVENT + "actor";

  /** What the event is about. */
  static final String OBJECT = EVENT + "object";

  /** Where, in any entity, Canvas writes what Caliper has no word for. */
  static final String EXTENSIONS = "/extensions/com.instructure.canvas/";

  private CaliperPaths() {}
}
