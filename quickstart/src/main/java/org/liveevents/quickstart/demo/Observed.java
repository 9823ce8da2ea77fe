package org.liveevents.quickstart.demo;

import java.util.Map;
import java.util.Set;
import org.liveevents.event.EventId;
import org.liveevents.event.Payload;
import org.liveevents.quickstart.simulation.Expectation.TypedTopic;

/**
 * What a consumer finds in the topics.
 *
 * @param received raw records
 * @param disordered raw records that came after a later event of their scope
 * @param typed how often each event stands in each typed topic
 * @param late events marked late
 * @param future events marked as from the future
 * @param misplaced events that stand before an earlier one of their scope, without a mark
 * @param rejected how often each payload stands in the rejected topic, by code
 */
record Observed(
    long received,
    long disordered,
    Map<TypedTopic, Map<EventId, Integer>> typed,
    Set<EventId> late,
    Set<EventId> future,
    long misplaced,
    Map<String, Map<Payload, Integer>> rejected) {

  Observed {
    typed = Map.copyOf(typed);
    late = Set.copyOf(late);
    future = Set.copyOf(future);
    rejected = Map.copyOf(rejected);
  }

  /** How many events stand in a typed topic. */
  long count(TypedTopic topic) {
    return typed.getOrDefault(topic, Map.of()).values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many events stand in all typed topics. */
  long forwarded() {
    return typed.keySet().stream().mapToLong(this::count).sum();
  }

  /** How many payloads were refused with that code. */
  long rejected(String code) {
    return rejected.getOrDefault(code, Map.of()).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }
}
