package org.liveevents.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.streams.course.DirectoryProcessor;
import org.liveevents.streams.course.ForgottenPersons;
import org.liveevents.streams.course.MaterialiseProcessor;
import org.liveevents.streams.course.Views;

/**
 * The stores. None is cached but pending activity: a cached store has been known to forget on a
 * rebalance, and a cached dedupe would repeat events. Pending activity is cached on purpose: one
 * sum per course, hour and name is logged a commit, instead of one per event. At least one store of
 * each task is persistent: without any, Streams takes a new identity at every start, and waits for
 * the old one's transaction to time out.
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

  /** What all views know, and activity by hour. */
  final StoreBuilder<KeyValueStore<String, byte[]>> views() {
    return builder(persistent(Views.STORE, Views.POSITION), Serdes.String(), VIEW_LOG);
  }

  /** What state was, by when it ended; more is kept than may be asked for. */
  final StoreBuilder<WindowStore<String, byte[]>> versions(Duration kept) {
    return Stores.windowStoreBuilder(
            Stores.persistentWindowStore(
                Views.VERSIONS_STORE, Views.versionsStoredFor(kept), Duration.ofMillis(1), false),
            Serdes.String(),
            Serdes.ByteArray())
        .withLoggingEnabled(VIEW_LOG)
        .withCachingDisabled();
  }

  /** Cached: logged once a commit, not once an event. */
  final StoreBuilder<KeyValueStore<String, byte[]>> pendingActivity() {
    return builder(inMemory(MaterialiseProcessor.PENDING_ACTIVITY), Serdes.String(), VIEW_LOG)
        .withCachingEnabled();
  }

  /** Who is to be forgotten, on every instance: read from its topic at each start. */
  static StoreBuilder<KeyValueStore<String, byte[]>> forgotten() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(ForgottenPersons.STORE),
            Serdes.String(),
            Serdes.ByteArray())
        .withLoggingDisabled()
        .withCachingDisabled();
  }

  /** Which object belongs to which course, and what waits to know. */
  final StoreBuilder<KeyValueStore<String, byte[]>> sidePath() {
    return builder(persistent(DirectoryProcessor.STORE), Serdes.String(), VIEW_LOG);
  }

  /** Tests have stores that outlive a task. */
  KeyValueBytesStoreSupplier persistent(String name) {
    return QueriedStores.persistent(name);
  }

  /** The same, with the value of one key at hand. */
  KeyValueBytesStoreSupplier persistent(String name, String often) {
    return QueriedStores.persistent(name, Bytes.wrap(often.getBytes(UTF_8)));
  }

  /** Tests have stores that outlive a task. */
  KeyValueBytesStoreSupplier inMemory(String name) {
    return QueriedStores.inMemory(name);
  }

  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> builder(
      KeyValueBytesStoreSupplier supplier, Serde<K> keys, Map<String, String> log) {
    return Stores.keyValueStoreBuilder(supplier, keys, Serdes.ByteArray())
        .withLoggingEnabled(log)
        .withCachingDisabled();
  }
}
