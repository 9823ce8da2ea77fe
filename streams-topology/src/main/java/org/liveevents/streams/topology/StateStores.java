package org.liveevents.streams.topology;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.liveevents.runtime.kafka.PipelineTopics;

/**
 * The stores. None but the ledger is cached: a cached dedupe store has been known to forget on a
 * rebalance. The ledger is cached on purpose: one line per event name and commit is logged instead
 * of one per event.
 */
final class StateStores {

  /** A waiting event lies in a changelog with its payload: room for an event of 1 MiB. */
  private static final Map<String, String> LOGGED =
      Map.of(
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          Integer.toString(PipelineTopics.MAX_EVENT_RECORD_BYTES));

  private StateStores() {}

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> seen() {
    return persistent(Names.SEEN_STORE, Serdes.Bytes());
  }

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> buffer() {
    return persistent(Names.BUFFER_STORE, Serdes.Bytes());
  }

  static StoreBuilder<KeyValueStore<String, byte[]>> clock() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(Names.CLOCK_STORE), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(LOGGED)
        .withCachingDisabled();
  }

  static StoreBuilder<KeyValueStore<String, byte[]>> ledger() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(Names.LEDGER_STORE), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(LOGGED)
        .withCachingEnabled();
  }

  static StoreBuilder<KeyValueStore<String, byte[]>> view(String name) {
    return persistent(name, Serdes.String());
  }

  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> persistent(String name, Serde<K> keys) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
        .withLoggingEnabled(LOGGED)
        .withCachingDisabled();
  }
}
