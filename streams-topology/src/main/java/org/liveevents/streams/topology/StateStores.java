package org.liveevents.streams.topology;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.VersionedKeyValueStore;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.streams.course.DirectoryProcessor;
import org.liveevents.streams.course.MaterialiseProcessor;
import org.liveevents.streams.course.Views;

/**
 * The stores. None is cached but the ledger and pending activity: a cached dedupe store has been
 * known to forget on a rebalance. These two are cached on purpose: one line per event name, or per
 * course and hour, is logged a commit, instead of one per event.
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

  /** What all views know, and activity by hour. */
  static StoreBuilder<KeyValueStore<String, byte[]>> views() {
    return persistent(Views.STORE, Serdes.String());
  }

  /** Cached: logged once a commit, not once an event. */
  static StoreBuilder<KeyValueStore<String, byte[]>> pendingActivity() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(MaterialiseProcessor.PENDING_ACTIVITY),
            Serdes.String(),
            Serdes.ByteArray())
        .withLoggingEnabled(LOGGED)
        .withCachingEnabled();
  }

  static StoreBuilder<KeyValueStore<String, byte[]>> sidePath() {
    return persistent(DirectoryProcessor.STORE, Serdes.String());
  }

  /** A little more is kept than may be asked for: the store's own clock may be ahead. */
  static StoreBuilder<VersionedKeyValueStore<String, byte[]>> versions(Duration kept) {
    return Stores.versionedKeyValueStoreBuilder(
            Stores.persistentVersionedKeyValueStore(
                Views.VERSIONS_STORE, kept.plus(Duration.ofDays(2))),
            Serdes.String(),
            Serdes.ByteArray())
        .withLoggingEnabled(LOGGED);
  }

  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> persistent(String name, Serde<K> keys) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
        .withLoggingEnabled(LOGGED)
        .withCachingDisabled();
  }
}
