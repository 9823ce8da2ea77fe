package org.liveevents.streams.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.VersionedKeyValueStore;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.streams.course.ActivityHour;
import org.liveevents.streams.course.DirectoryProcessor;
import org.liveevents.streams.course.MaterialiseProcessor;
import org.liveevents.streams.course.View;
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

  /**
   * Adds the stores of all views.
   *
   * @param versionsKept how far back a view with versions can be asked
   * @return their names
   */
  static String[] addViews(StreamsBuilder builder, Duration versionsKept) {
    List<String> names = new ArrayList<>();
    for (View view : Views.all()) {
      builder.addStateStore(persistent(view.store(), Serdes.String()));
      names.add(view.store());
      view.versions()
          .ifPresent(
              name -> {
                builder.addStateStore(versions(name, versionsKept));
                names.add(name);
              });
    }
    return names.toArray(String[]::new);
  }

  /**
   * Adds the stores of {@link ActivityHour}. What is pending is cached: logged once a commit, not
   * once an event.
   *
   * @return their names
   */
  static String[] addActivity(StreamsBuilder builder) {
    builder.addStateStore(persistent(ActivityHour.STORE, Serdes.String()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(MaterialiseProcessor.PENDING_ACTIVITY),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingEnabled(LOGGED)
            .withCachingEnabled());
    return new String[] {ActivityHour.STORE, MaterialiseProcessor.PENDING_ACTIVITY};
  }

  /** Adds the stores of the side path. */
  static void addDirectory(StreamsBuilder builder) {
    builder.addStateStore(persistent(DirectoryProcessor.DIRECTORY, Serdes.String()));
    builder.addStateStore(persistent(DirectoryProcessor.PARKED, Serdes.String()));
  }

  static String[] with(String[] some, String[] others) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(others)).toArray(String[]::new);
  }

  /** A little more is kept than may be asked for: the store's own clock may be ahead. */
  private static StoreBuilder<VersionedKeyValueStore<String, byte[]>> versions(
      String name, Duration kept) {
    return Stores.versionedKeyValueStoreBuilder(
            Stores.persistentVersionedKeyValueStore(name, kept.plus(Duration.ofDays(2))),
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
