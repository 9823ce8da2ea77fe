package org.liveevents.streams;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;
import org.liveevents.runtime.config.Settings;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.streams.query.Address;

/**
 * Kafka Streams' settings: what our guarantees need, our defaults, and what the user sets over
 * them.
 */
final class StreamsProperties {

  private static final Duration DEFAULT_SESSION = Duration.ofSeconds(45);

  private StreamsProperties() {}

  /** Notes user settings that would break a guarantee. */
  static void check(Settings settings) {
    Map<String, String> kafka = settings.kafka();
    if (!kafka
        .getOrDefault(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
        .equals(StreamsConfig.EXACTLY_ONCE_V2)) {
      settings.kafkaProblem(
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
          "leave it out: each event exactly once needs exactly_once_v2");
    }
    if (isStreamsProtocol(kafka) && kafka.containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)) {
      settings.kafkaProblem(
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          "leave it out, or group.protocol: the streams protocol has no static members");
    }
  }

  /** Whether the group speaks the streams protocol (KIP-1071), not the classic one. */
  static boolean isStreamsProtocol(Map<String, String> kafka) {
    return kafka
        .getOrDefault(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic")
        .equalsIgnoreCase(GroupProtocol.STREAMS.name());
  }

  /** After how long a silent member is put out of the group. */
  static Duration session(StreamsConfig config, boolean isStreamsProtocol) {
    Object millis =
        config.getMainConsumerConfigs("", "", 0).get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
    // With the streams protocol it is the group's setting, and the broker allows no less.
    return millis == null || isStreamsProtocol
        ? DEFAULT_SESSION
        : Duration.ofMillis(Long.parseLong(millis.toString().strip()));
  }

  /**
   * The settings in force.
   *
   * @param self the address by which the group knows this instance
   */
  static Properties of(TopologyConfig config, Address self) {
    Map<String, Object> merged = new LinkedHashMap<>(defaults(config));
    merged.putAll(config.installation().kafka());
    merged.putAll(required());
    merged.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.toString());
    // With the streams protocol members are known by it, and those of two processes must differ.
    merged.computeIfPresent(
        StreamsConfig.CLIENT_ID_CONFIG, (key, given) -> given + "-" + UUID.randomUUID());
    Properties properties = new Properties();
    properties.putAll(merged);
    return properties;
  }

  /** The consumer group, and the first part of changelog topics' and transactions' names. */
  static String applicationId(TopologyConfig config) {
    return config
        .installation()
        .kafka()
        .getOrDefault(
            StreamsConfig.APPLICATION_ID_CONFIG, config.engine().topics().prefix() + "-topology");
  }

  private static Map<String, Object> defaults(TopologyConfig config) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(config));
    defaults.put(StreamsConfig.STATE_DIR_CONFIG, "live-events-state");
    defaults.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
        Math.min(4, Runtime.getRuntime().availableProcessors()));
    defaults.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200);
    defaults.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    // Nobody sees a record before its commit, which sends what still waits.
    defaults.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 1000);
    defaults.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
    config
        .installation()
        .replicationFactor()
        .ifPresent(replicas -> defaults.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas));
    return defaults;
  }

  private static Map<String, Object> required() {
    return Map.of(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        StreamsConfig.EXACTLY_ONCE_V2,
        StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
        true,
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
        BoundedRocksDb.class,
        // What comes by the side path is folded in any order: nothing waits for it.
        StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
        StreamsConfig.MAX_TASK_IDLE_MS_DISABLED,
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
        "earliest",
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        PipelineTopics.MAX_REJECTED_RECORD_BYTES + 64 * 1024);
  }
}
