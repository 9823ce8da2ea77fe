package org.liveevents.streams.query;

/** An answer that one instance reads of another. */
interface Wire {

  /** As the answering instance said. */
  Freshness freshness();
}
