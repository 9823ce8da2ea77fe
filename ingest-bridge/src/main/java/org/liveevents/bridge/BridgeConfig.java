package org.liveevents.bridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.liveevents.bridge.kafka.ProducerSettings;
import org.liveevents.bridge.sqs.SqsSettings;
import org.liveevents.bridge.webhook.WebhookSettings;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.config.ConfigurationException;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Settings;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.topic.Topics;

/**
 * Everything the bridge is configured with.
 *
 * @param topics names and sizes of the topics it creates
 * @param replicationFactor empty for the broker's default
 * @param sqs empty for no SQS source
 * @param webhook empty for no webhook source
 * @param ids how ids become canonical
 * @param managementPort 0 for any free one
 * @param kafka client settings by Kafka's names
 */
public record BridgeConfig(
    PipelineTopics topics,
    OptionalInt replicationFactor,
    Optional<SqsSettings> sqs,
    Optional<WebhookSettings> webhook,
    IdRules ids,
    int managementPort,
    Map<String, String> kafka) {

  private static final int DEFAULT_MANAGEMENT_PORT = 9090;
  private static final int MAX_PARTITIONS = 10_000;
  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  public BridgeConfig {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Reads all keys of the bridge.
   *
   * @throws ConfigurationException with everything that is wrong
   */
  public static BridgeConfig from(Settings settings) {
    PipelineTopics topics =
        new PipelineTopics(
            names(settings),
            settings.integer(Key.RAW_PARTITIONS, 1, MAX_PARTITIONS),
            settings.integer(Key.TYPED_PARTITIONS, 1, MAX_PARTITIONS));
    OptionalInt replicas = settings.integerIfSet(Key.REPLICATION_FACTOR, 1, 100);
    Optional<SqsSettings> sqs = SqsSettings.from(settings);
    Optional<WebhookSettings> webhook = WebhookSettings.from(settings);
    IdRules ids = ids(settings);
    int managementPort = settings.portIfSet(Key.MANAGEMENT_PORT).orElse(DEFAULT_MANAGEMENT_PORT);
    if (settings.list(Key.SQS_QUEUE_URLS).isEmpty() && settings.text(Key.WEBHOOK_PORT).isEmpty()) {
      settings.problem(
          Key.SQS_QUEUE_URLS, "set it or WEBHOOK_PORT: a bridge needs something to receive from");
    }
    if (!settings.kafka().containsKey(BOOTSTRAP_SERVERS)) {
      settings.kafkaProblem(BOOTSTRAP_SERVERS, "set it to the brokers, such as kafka:9092");
    }
    ProducerSettings.check(settings);
    settings.check();
    return new BridgeConfig(topics, replicas, sqs, webhook, ids, managementPort, settings.kafka());
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
    int highest = 922_336; // shard times 10^13 must fit 64 bits
    int shard = settings.integer(Key.CANVAS_DEFAULT_SHARD, 1, highest);
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
