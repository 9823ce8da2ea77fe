package org.liveevents.streams.topology;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.liveevents.runtime.kafka.PipelineTopics;

/**
 * The stores. None is cached: a cached store has been known to forget on a rebalance. At least one
 * is persistent: without any, Streams takes a new identity at every start, and waits for the old
 * one's transaction to time out.
 */
class StateStores {

  private static final Map<String, String> VIEW_LOG =
      Map.of(
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          Integer.toString(PipelineTopics.MAX_EVENT_RECORD_BYTES));

  /** Blocks are written once and deleted once: half of what lies there is worth a compaction. */
  private static final Map<String, String> WINDOW_LOG =
      Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(16 * 1024 * 1024));

  /** One record is written over and over, and read at every start: compacted early. */
  private static final Map<String, String> LEDGER_LOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG,
          Integer.toString(1024 * 1024),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.1");

  final StoreBuilder<KeyValueStore<Bytes, byte[]>> window() {
    return builder(persistent(Names.WINDOW_STORE), Serdes.Bytes(), WINDOW_LOG);
  }

  final StoreBuilder<KeyValueStore<String, byte[]>> ledger() {
    return builder(inMemory(Names.LEDGER_STORE), Serdes.String(), LEDGER_LOG);
  }

  final StoreBuilder<KeyValueStore<String, byte[]>> view(String name) {
    return builder(persistent(name), Serdes.String(), VIEW_LOG);
  }

  /** Tests have stores that outlive a task. */
  KeyValueBytesStoreSupplier persistent(String name) {
    return Stores.persistentKeyValueStore(name);
  }

  /** Tests have stores that outlive a task. */
  KeyValueBytesStoreSupplier inMemory(String name) {
    return Stores.inMemoryKeyValueStore(name);
  }

  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> builder(
      KeyValueBytesStoreSupplier supplier, Serde<K> keys, Map<String, String> log) {
    return Stores.keyValueStoreBuilder(supplier, keys, Serdes.ByteArray())
        .withLoggingEnabled(log)
        .withCachingDisabled();
  }
}
