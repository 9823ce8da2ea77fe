package org.liveevents.streams.topology;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.apache.kafka.streams.state.internals.RocksDBStore;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.StoreItself;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchInterface;

/**
 * Kafka Streams' key-value stores, which can be asked while they are written to.
 *
 * <p>In Kafka 4.3.1 a write takes the lock of the store and then that of its position, an
 * interactive query takes them the other way round: the two wait for each other for ever, and the
 * stream thread with them (KAFKA-19629, mended after 4.3). Here a query takes the store's lock
 * alone. It can do without the position: this pipeline never asks for a bound on it, and says how
 * far it read by an offset it keeps among its own state. To be deleted with the first release of
 * Kafka that has the mending.
 */
final class QueriedStores {

  private QueriedStores() {}

  /** On disk. */
  static KeyValueBytesStoreSupplier persistent(String name) {
    return new Supplier(name, "rocksdb") {
      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new OnDisk(name(), metricsScope());
      }
    };
  }

  /** On disk, and the value of one key, for which every question asks, in memory too. */
  static KeyValueBytesStoreSupplier persistent(String name, Bytes often) {
    return new Supplier(name, "rocksdb") {
      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new OnDiskAndAtHand(name(), metricsScope(), often);
      }
    };
  }

  /** In memory. */
  static KeyValueBytesStoreSupplier inMemory(String name) {
    return new Supplier(name, "in-memory") {
      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new InMemory(name());
      }
    };
  }

  private abstract static class Supplier implements KeyValueBytesStoreSupplier {

    private final String name;
    private final String metricsScope;

    Supplier(String name, String metricsScope) {
      this.name = name;
      this.metricsScope = metricsScope;
    }

    @Override
    public final String name() {
      return name;
    }

    @Override
    public final String metricsScope() {
      return metricsScope;
    }
  }

  private static class OnDisk extends RocksDBStore {

    OnDisk(String name, String metricsScope) {
      super(name, metricsScope);
    }

    @Override
    public final <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
      return answer(query, bound, this);
    }
  }

  /** One value is in memory too. Restored and put as many, values go through {@link #write}. */
  private static final class OnDiskAndAtHand extends OnDisk {

    private final Bytes often;
    private volatile byte @Nullable [] atHand;

    OnDiskAndAtHand(String name, String metricsScope, Bytes often) {
      super(name, metricsScope);
      this.often = often;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // What is at hand needs no lock.
    public byte[] get(Bytes key) {
      byte[] known = key.equals(often) ? atHand : null;
      return known == null ? super.get(key) : known;
    }

    @Override
    public synchronized void put(Bytes key, byte[] value) {
      super.put(key, value);
      if (key.equals(often)) {
        atHand = value;
      }
    }

    @Override
    public void write(WriteBatchInterface batch) throws RocksDBException {
      atHand = null;
      super.write(batch);
    }

    @Override
    public synchronized void close() {
      atHand = null;
      super.close();
    }
  }

  private static final class InMemory extends InMemoryKeyValueStore {

    InMemory(String name) {
      super(name);
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
      return answer(query, bound, this);
    }
  }

  @SuppressWarnings("unchecked") // A key query's result is a value, that of the other the store.
  private static <R> QueryResult<R> answer(
      Query<R> query, PositionBound bound, KeyValueStore<Bytes, byte[]> store) {
    if (!bound.isUnbounded()) {
      return QueryResult.forFailure(
          FailureReason.UNKNOWN_QUERY_TYPE, "the position of this store is not compared");
    }
    try {
      if (query instanceof KeyQuery<?, ?> one) {
        return (QueryResult<R>) QueryResult.forResult(store.get((Bytes) one.getKey()));
      }
      if (query instanceof StoreItself) {
        return (QueryResult<R>) QueryResult.forResult(store);
      }
      return QueryResult.forUnknownQueryType(query, store);
    } catch (InvalidStateStoreException e) {
      return QueryResult.forFailure(
          FailureReason.STORE_EXCEPTION, "the store is closed: " + e.getClass().getSimpleName());
    }
  }
}
