package org.liveevents.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Settings;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.streams.query.QuerySettings;
import org.liveevents.streams.topology.EngineSettings;
import org.liveevents.topic.Topics;

/**
 * The configuration of the topology's process.
 *
 * @param engine what shapes the results
 * @param pipeline the topics to be created if missing
 * @param replicationFactor empty for the broker's default
 * @param query the query API
 * @param managementPort health and metrics; 0 for any free port
 * @param kafka client settings, by the names Kafka gives them
 */
public record TopologyConfig(
    EngineSettings engine,
    PipelineTopics pipeline,
    OptionalInt replicationFactor,
    QuerySettings query,
    int managementPort,
    Map<String, String> kafka) {

  private static final int DEFAULT_MANAGEMENT_PORT = 9091;

  public TopologyConfig {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Reads and checks everything.
   *
   * @throws org.liveevents.runtime.config.ConfigurationException naming every problem at once
   */
  public static TopologyConfig from(Settings settings) {
    Topics topics = topics(settings);
    IdRules ids = ids(settings);
    Duration window =
        settings.duration(Key.DEDUPE_WINDOW, Duration.ofSeconds(1), Duration.ofDays(14));
    Duration grace = settings.duration(Key.REORDER_GRACE, Duration.ZERO, Duration.ofHours(1));
    Duration skew = settings.duration(Key.REORDER_MAX_SKEW, Duration.ZERO, Duration.ofHours(24));
    if (window.compareTo(grace.plus(skew)) <= 0) {
      settings.problem(
          Key.DEDUPE_WINDOW,
          "make it longer than REORDER_GRACE and REORDER_MAX_SKEW together: an event must be"
              + " remembered while it waits");
      window = grace.plus(skew).plusSeconds(1);
    }
    PipelineTopics pipeline =
        new PipelineTopics(
            topics,
            settings.integer(Key.RAW_PARTITIONS, 1, 10_000),
            settings.integer(Key.TYPED_PARTITIONS, 1, 10_000));
    OptionalInt replicas = settings.integerIfSet(Key.REPLICATION_FACTOR, 1, 100);
    QuerySettings query = QuerySettings.from(settings, ids);
    int managementPort = settings.portIfSet(Key.MANAGEMENT_PORT).orElse(DEFAULT_MANAGEMENT_PORT);
    StreamsProperties.check(settings);
    settings.check();
    return new TopologyConfig(
        new EngineSettings(topics, ids, window, grace, skew),
        pipeline,
        replicas,
        query,
        managementPort,
        settings.kafka());
  }

  private static Topics topics(Settings settings) {
    String prefix = settings.text(Key.TOPIC_PREFIX).orElse(Topics.DEFAULT_PREFIX);
    try {
      return new Topics(prefix);
    } catch (IllegalArgumentException e) {
      settings.problem(Key.TOPIC_PREFIX, String.valueOf(e.getMessage()));
      return new Topics(Topics.DEFAULT_PREFIX);
    }
  }

  private static IdRules ids(Settings settings) {
    int shard = settings.integer(Key.CANVAS_DEFAULT_SHARD, 1, 900_000);
    Map<Long, Long> aliases = new HashMap<>();
    settings
        .pairs(Key.CANVAS_SHARD_ALIASES)
        .forEach(
            (old, current) -> {
              try {
                aliases.put(Long.valueOf(old), Long.valueOf(current));
              } catch (NumberFormatException e) {
                settings.problem(Key.CANVAS_SHARD_ALIASES, "shards are numbers: write old=new,...");
              }
            });
    return new IdRules(shard, aliases);
  }
}
