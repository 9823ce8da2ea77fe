package org.liveevents.streams.topology;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event together with what it means, as whoever made it up knows.
 *
 * @param canvas whether it is in Canvas' format; else it is Caliper
 * @param course whose course it is
 * @param named whether the event itself says so
 * @param object what it names instead, or whose course it tells, as kind and id
 * @param tells whether it tells that object's course
 * @param actor who acted
 * @param facts what it says
 */
record ToldEvent(
    String json,
    boolean canvas,
    String name,
    Instant time,
    String course,
    boolean named,
    Optional<String> object,
    boolean tells,
    Optional<String> actor,
    List<Told> facts) {

  /**
   * One fact.
   *
   * @param view the store's name
   * @param rest of the key, after the course; empty if there is none
   */
  record Told(String view, String rest, Map<String, @Nullable Object> fields) {}
}
