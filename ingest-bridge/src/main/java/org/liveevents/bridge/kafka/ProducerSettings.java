package org.liveevents.bridge.kafka;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.liveevents.runtime.config.Settings;

/** The producer's settings: ours, and over them the operator's, but for those the promise needs. */
public final class ProducerSettings {

  /** Whoever sets these differently breaks "acknowledged after storage" or the order of a scope. */
  private static final Map<String, Set<String>> FIXED =
      Map.of(
          ProducerConfig.ACKS_CONFIG, Set.of("all", "-1"),
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, Set.of("true"),
          ProducerConfig.PARTITIONER_CLASS_CONFIG, Set.of(),
          ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, Set.of("false"),
          ProducerConfig.TRANSACTIONAL_ID_CONFIG, Set.of(),
          ProducerConfig.RETRIES_CONFIG, Set.of("2147483647"));

  private ProducerSettings() {}

  /** Notes a problem for each Kafka setting that the bridge must not be given. */
  public static void check(Settings settings) {
    FIXED.forEach(
        (name, allowed) -> {
          String value = settings.kafka().get(name);
          if (value != null && !allowed.contains(value.toLowerCase(Locale.ROOT))) {
            settings.kafkaProblem(
                name, "remove it: the bridge must not acknowledge what is not stored in order");
          }
        });
  }

  /**
   * All settings of the producer. A send is over well before a webhook's 15 seconds are: 3 s for
   * the topic's metadata and 8 s for everything else.
   *
   * @param kafka the operator's
   * @param awaited whether senders wait for an acknowledgement, as a webhook's do; a queue doesn't
   */
  public static Map<String, Object> of(Map<String, String> kafka, boolean awaited) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(ProducerConfig.CLIENT_ID_CONFIG, "ingest-bridge");
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // With a dozen partitions 5 ms make batches of a record or two, each with its own cost here and
    // at the broker.
    all.put(ProducerConfig.LINGER_MS_CONFIG, awaited ? "5" : "50");
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 * 1024));
    all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(64 * 1024 * 1024));
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(4 * 1024 * 1024));
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "3000");
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "8000");
    // The rejected topic is written rarely: its metadata must not have to be fetched anew each
    // time.
    all.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Long.toString(Long.MAX_VALUE));
    all.putAll(kafka);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    return all;
  }
}
