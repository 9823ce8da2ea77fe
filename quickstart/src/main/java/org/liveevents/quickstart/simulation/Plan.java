package org.liveevents.quickstart.simulation;

import java.util.List;

/**
 * A whole simulation: what to send, wave by wave, and what must come of it.
 *
 * @param course a course worth asking about, as a canonical id
 */
public record Plan(List<Wave> waves, Expectation expectation, String course) {

  public Plan {
    waves = List.copyOf(waves);
  }
}
