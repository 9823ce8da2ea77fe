package org.liveevents.streams.query;

/** In place of what the caller may not see. */
record OutOfReach() {}
