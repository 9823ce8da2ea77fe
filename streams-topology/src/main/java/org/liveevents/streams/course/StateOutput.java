package org.liveevents.streams.course;

import java.util.List;

/** What leaves the views: changes of public state, and what takes the side path. */
public sealed interface StateOutput permits StateChange, Hop {

  /** The change, as a list of one or none. */
  List<StateChange> changes();

  /** The hop, as a list of one or none. */
  List<Hop> hops();
}
