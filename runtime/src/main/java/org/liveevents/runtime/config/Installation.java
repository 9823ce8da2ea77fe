package org.liveevents.runtime.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.topic.Topics;

/**
 * What both services of an installation must agree on, and read from the same keys.
 *
 * @param topics names and sizes of the topics
 * @param replicationFactor empty for the broker's default
 * @param ids how ids become canonical
 * @param kafka client settings by Kafka's names
 */
public record Installation(
    PipelineTopics topics, OptionalInt replicationFactor, IdRules ids, Map<String, String> kafka) {

  private static final int MAX_PARTITIONS = 10_000;
  private static final int HIGHEST_SHARD = 922_336; // shard times 10^13 must fit 64 bits
  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  public Installation {
    kafka = Map.copyOf(kafka);
  }

  /** Reads the keys, noting what is wrong with them. */
  public static Installation from(Settings settings) {
    PipelineTopics topics =
        new PipelineTopics(
            names(settings),
            settings.integer(Key.RAW_PARTITIONS, 1, MAX_PARTITIONS),
            settings.integer(Key.TYPED_PARTITIONS, 1, MAX_PARTITIONS));
    OptionalInt replicas = settings.integerIfSet(Key.REPLICATION_FACTOR, 1, 100);
    IdRules ids = ids(settings);
    if (!settings.kafka().containsKey(BOOTSTRAP_SERVERS)) {
      settings.kafkaProblem(BOOTSTRAP_SERVERS, "set it to the brokers, such as kafka:9092");
    }
    return new Installation(topics, replicas, ids, settings.kafka());
  }

  /** The brokers, for a log line. */
  public String brokers() {
    return kafka.getOrDefault(BOOTSTRAP_SERVERS, "");
  }

  private static Topics names(Settings settings) {
    String prefix = settings.text(Key.TOPIC_PREFIX).orElse(Topics.DEFAULT_PREFIX);
    try {
      return new Topics(prefix);
    } catch (IllegalArgumentException e) {
      settings.problem(Key.TOPIC_PREFIX, String.valueOf(e.getMessage()));
      return new Topics(Topics.DEFAULT_PREFIX);
    }
  }

  private static IdRules ids(Settings settings) {
    int shard = settings.integer(Key.CANVAS_DEFAULT_SHARD, 1, HIGHEST_SHARD);
    Map<Long, Long> aliases = new LinkedHashMap<>();
    settings
        .pairs(Key.CANVAS_SHARD_ALIASES)
        .forEach(
            (from, to) -> {
              if (from.matches("\\d{1,6}") && to.matches("\\d{1,6}")) {
                aliases.put(Long.valueOf(from), Long.valueOf(to));
              } else {
                settings.problem(Key.CANVAS_SHARD_ALIASES, "write shards as numbers: old=new");
              }
            });
    return new IdRules(shard, aliases);
  }
}
