package org.liveevents.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.streams.course.StoreItself;

class QueriedStoresTest {

  private static final String STORE = "store";
  private static final int WRITES = 3_000;
  private static final int READERS = 2;

  @TempDir private Path directory;

  static List<KeyValueBytesStoreSupplier> suppliers() {
    return List.of(
        QueriedStores.persistent(STORE),
        QueriedStores.persistent(STORE, bytes("key-7")),
        QueriedStores.inMemory(STORE));
  }

  /** With the stores of Kafka 4.3.1 itself it hangs within a second. */
  @ParameterizedTest
  @MethodSource("suppliers")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isAskedWhileItIsWritten(KeyValueBytesStoreSupplier supplier) throws Exception {
    try (TopologyTestDriver driver = driver(supplier)) {
      StateStore store = driver.getKeyValueStore(STORE);
      AtomicBoolean ended = new AtomicBoolean();
      CountDownLatch asking = new CountDownLatch(READERS);
      List<Thread> readers = new ArrayList<>();
      for (int number = 0; number < READERS; number++) {
        Thread reader = new Thread(() -> askUntil(ended, asking, store), "reader-" + number);
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
      }
      assertThat(asking.await(30, TimeUnit.SECONDS)).isTrue();

      // When
      TestInputTopic<String, String> input =
          driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
      for (int write = 0; write < WRITES; write++) {
        input.pipeInput("key-" + write % 100, "value-" + write);
      }
      ended.set(true);
      for (Thread reader : readers) {
        reader.join();
      }

      // Then
      assertThat(one(store, "key-99")).isEqualTo("value-" + (WRITES - 1));
      assertThat(one(store, "none")).isNull();
      assertThat(looking(store, "key-98", "key-99"))
          .containsExactly("value-" + (WRITES - 2), "value-" + (WRITES - 1));
      assertThat(scanning(store, "key-10", "key-12")).containsExactly("key-10", "key-11", "key-12");
    }
  }

  @ParameterizedTest
  @MethodSource("suppliers")
  void refusesWhatItCannotAnswer(KeyValueBytesStoreSupplier supplier) {
    try (TopologyTestDriver driver = driver(supplier)) {
      StateStore store = driver.getKeyValueStore(STORE);
      PositionBound bound = PositionBound.at(Position.fromMap(Map.of("in", Map.of(0, 5L))));

      assertThat(
              store
                  .query(KeyQuery.withKey("key-1"), bound, new QueryConfig(false))
                  .getFailureReason())
          .isEqualTo(FailureReason.UNKNOWN_QUERY_TYPE);
      assertThat(ask(store, RangeQuery.withNoBounds()).getFailureReason())
          .isEqualTo(FailureReason.UNKNOWN_QUERY_TYPE);
    }
  }

  @Test
  void whatIsAtHandIsWhatIsStored() throws Exception {
    Bytes often = bytes("often");
    KeyValueStore<Bytes, byte[]> itself;
    try (TopologyTestDriver driver = driver(QueriedStores.persistent(STORE, often))) {
      KeyValueStore<String, byte[]> store = driver.getKeyValueStore(STORE);
      itself = ask(store, new StoreItself()).getResult();
      store.put("often", new byte[] {1});
      store.put("other", new byte[] {9});
      assertThat(itself.get(often)).containsExactly(1);

      itself.putAll(List.of(KeyValue.pair(often, new byte[] {2})));
      assertThat(itself.get(often)).containsExactly(2);
      store.put("often", new byte[] {3});
      assertThat(itself.get(often)).containsExactly(3);
      store.delete("often");
      assertThat(itself.get(often)).isNull();
      store.put("often", new byte[] {4});
    }
    KeyValueStore<Bytes, byte[]> closed = itself;
    assertThatThrownBy(() -> closed.get(often)).isInstanceOf(InvalidStateStoreException.class);
  }

  @Test
  void saysThatItIsClosed() {
    KeyValueStore<Bytes, byte[]> closed = QueriedStores.persistent(STORE).get();

    assertThat(ask(closed, KeyQuery.withKey(Bytes.wrap(new byte[1]))).getFailureReason())
        .isEqualTo(FailureReason.STORE_EXCEPTION);
    assertThatThrownBy(() -> looking(closed, "key-1"))
        .isInstanceOf(InvalidStateStoreException.class);
  }

  /** Reads all of them, of one query's answer. */
  private static List<String> looking(StateStore store, String... keys) {
    KeyValueStore<Bytes, byte[]> views = ask(store, new StoreItself()).getResult();
    return Stream.of(keys).map(key -> new String(views.get(bytes(key)), UTF_8)).toList();
  }

  /** Reads the keys of a range. */
  private static List<String> scanning(StateStore store, String from, String to) {
    KeyValueStore<Bytes, byte[]> views = ask(store, new StoreItself()).getResult();
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = views.range(bytes(from), bytes(to))) {
      entries.forEachRemaining(entry -> keys.add(new String(entry.key.get(), UTF_8)));
    }
    return keys;
  }

  private static Bytes bytes(String key) {
    return Bytes.wrap(key.getBytes(UTF_8));
  }

  private static void askUntil(AtomicBoolean ended, CountDownLatch asking, StateStore store) {
    while (!ended.get()) {
      one(store, "key-7");
      scanning(store, "key-10", "key-12");
      asking.countDown();
    }
  }

  private static String one(StateStore store, String key) {
    byte[] value = ask(store, KeyQuery.<String, byte[]>withKey(key)).getResult();
    return value == null ? null : new String(value, UTF_8);
  }

  private static <R> QueryResult<R> ask(StateStore store, Query<R> query) {
    return store.query(query, PositionBound.unbounded(), new QueryConfig(false));
  }

  private TopologyTestDriver driver(KeyValueBytesStoreSupplier supplier) {
    Topology topology =
        new Topology()
            .addSource(
                "source", Serdes.String().deserializer(), Serdes.String().deserializer(), "in")
            .addProcessor("writer", Writer::new, "source")
            .addStateStore(
                Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                    .withCachingDisabled(),
                "writer");
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    return new TopologyTestDriver(topology, properties);
  }

  private static final class Writer extends ContextualProcessor<String, String, Void, Void> {
    @Override
    public void process(Record<String, String> event) {
      KeyValueStore<String, byte[]> store = context().getStateStore(STORE);
      store.put(event.key(), event.value().getBytes(UTF_8));
    }
  }
}
