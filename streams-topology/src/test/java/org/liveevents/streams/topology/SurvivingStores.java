package org.liveevents.streams.topology;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Stores whose content outlives the task, as a state directory does, or comes back from what was
 * logged; but for the versions of views.
 */
final class SurvivingStores extends StateStores {

  private final Map<String, TreeMap<Bytes, byte[]>> kept = new ConcurrentHashMap<>();
  private final Map<String, TreeMap<Bytes, byte[]>> logged = new ConcurrentHashMap<>();

  /** Takes in a record of a changelog. */
  void log(String store, byte[] key, byte @Nullable [] value) {
    put(logged.computeIfAbsent(store, name -> new TreeMap<>()), Bytes.wrap(key), value);
  }

  /** The state directory is gone: all there is is what was logged. */
  void restoreFromLogs() {
    kept.clear();
    logged.forEach((store, entries) -> kept.put(store, new TreeMap<>(entries)));
  }

  @Override
  KeyValueBytesStoreSupplier persistent(String name) {
    return supplier(name);
  }

  @Override
  KeyValueBytesStoreSupplier persistent(String name, String often) {
    return supplier(name);
  }

  @Override
  KeyValueBytesStoreSupplier inMemory(String name) {
    return supplier(name);
  }

  private KeyValueBytesStoreSupplier supplier(String name) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new Surviving(name, kept.computeIfAbsent(name, store -> new TreeMap<>()));
      }

      @Override
      public String metricsScope() {
        return "surviving";
      }
    };
  }

  private static void put(Map<Bytes, byte[]> entries, Bytes key, byte @Nullable [] value) {
    if (value == null) {
      entries.remove(key);
    } else {
      entries.put(key, value);
    }
  }

  private static final class Surviving extends InMemoryKeyValueStore {

    private final Map<Bytes, byte[]> kept;

    Surviving(String name, Map<Bytes, byte[]> kept) {
      super(name);
      this.kept = kept;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
      super.init(context, root);
      new TreeMap<>(kept).forEach(super::put);
    }

    @Override
    public synchronized void put(Bytes key, byte[] value) {
      super.put(key, value);
      SurvivingStores.put(kept, key, value);
    }

    @Override
    public synchronized byte[] delete(Bytes key) {
      kept.remove(key);
      return super.delete(key);
    }
  }
}
