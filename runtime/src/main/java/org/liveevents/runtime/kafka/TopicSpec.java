package org.liveevents.runtime.kafka;

import java.util.Map;

/**
 * A topic as it is to be created.
 *
 * @param settings topic settings by the names Kafka gives them
 */
public record TopicSpec(String name, int partitions, Map<String, String> settings) {

  public TopicSpec {
    if (partitions < 1) {
      throw new IllegalArgumentException("a topic has at least one partition");
    }
    settings = Map.copyOf(settings);
  }
}
