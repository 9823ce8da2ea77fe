package org.liveevents.benchmarks.corpus;

import java.util.Optional;

/**
 * One record as the raw topic gets it.
 *
 * @param sequence the event's number; both copies of an event have the same, a malformed one has -1
 * @param name the event's name in Canvas
 * @param caliper whether it is in Caliper format
 * @param time when it happened, in milliseconds since 1970
 * @param arrival when it was received, in milliseconds since 1970
 * @param fact what it says that a view keeps
 * @param json the payload
 */
public record Delivery(
    long sequence,
    String name,
    boolean caliper,
    long time,
    long arrival,
    Optional<Fact> fact,
    String json) {

  /**
   * A number that a view shows until a later event says another.
   *
   * @param store the view
   * @param key the view's key
   * @param value the number as it stands in the event
   */
  public record Fact(String store, String key, String value) {}
}
