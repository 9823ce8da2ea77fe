package org.liveevents.streams.topology;

import java.time.Duration;
import java.util.Set;
import org.liveevents.event.IdRules;
import org.liveevents.streams.validate.Validation;
import org.liveevents.topic.Topics;

/**
 * What shapes the topology's results; the same settings and the same raw topic give the same
 * output.
 *
 * @param topics the installation's topic names
 * @param ids how ids become canonical
 * @param dedupeWindow how long an event is remembered beyond its time and first arrival
 * @param reorderGrace how long an event waits for earlier ones
 * @param maxSkew an event further ahead of its arrival is from the future
 * @param reorderMaxBytes the most bytes of waiting events, over all raw partitions
 * @param validation what becomes of an event that breaks its schema
 * @param historyRetention how far back state can be asked for as it was
 * @param views the names of those that are kept; one that is left out stays empty
 */
public record EngineSettings(
    Topics topics,
    IdRules ids,
    Duration dedupeWindow,
    Duration reorderGrace,
    Duration maxSkew,
    long reorderMaxBytes,
    Validation validation,
    Duration historyRetention,
    Set<String> views) {

  public EngineSettings {
    views = Set.copyOf(views);
    if (dedupeWindow.compareTo(reorderGrace.plus(maxSkew)) <= 0) {
      throw new IllegalArgumentException(
          "the dedupe window must be longer than the reorder grace and the skew together");
    }
  }

  /** The same, with those views and no others. */
  public EngineSettings keeping(Set<String> names) {
    return new EngineSettings(
        topics,
        ids,
        dedupeWindow,
        reorderGrace,
        maxSkew,
        reorderMaxBytes,
        validation,
        historyRetention,
        names);
  }
}
