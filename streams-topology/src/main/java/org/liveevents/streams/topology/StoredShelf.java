package org.liveevents.streams.topology;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.window.Shelf;

/** A shelf that is a store of the task. */
record StoredShelf(KeyValueStore<Bytes, byte[]> store) implements Shelf {

  @Override
  public void put(byte[] key, byte[] value) {
    store.put(Bytes.wrap(key), value);
  }

  @Override
  public void delete(byte[] key) {
    store.delete(Bytes.wrap(key));
  }

  @Override
  public void scan(byte[] first, byte[] last, Visitor visitor) {
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(Bytes.wrap(first), Bytes.wrap(last))) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (!visitor.visit(entry.key.get(), entry.value)) {
          return;
        }
      }
    }
  }

  @Override
  public byte @Nullable [] lastKey(byte[] first, byte[] last) {
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.reverseRange(Bytes.wrap(first), Bytes.wrap(last))) {
      return entries.hasNext() ? entries.next().key.get() : null;
    }
  }
}
