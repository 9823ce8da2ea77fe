package org.liveevents.streams.window;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A shelf on the heap, which counts how often it was searched. */
final class MapShelf implements Shelf {

  private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
  private int scans;

  int size() {
    return entries.size();
  }

  int scans() {
    return scans;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    entries.remove(key);
  }

  @Override
  public void scan(byte[] first, byte[] last, Visitor visitor) {
    scans++;
    for (Map.Entry<byte[], byte[]> entry : entries.subMap(first, true, last, true).entrySet()) {
      if (!visitor.visit(entry.getKey(), entry.getValue())) {
        return;
      }
    }
  }

  @Override
  public byte @Nullable [] lastKey(byte[] first, byte[] last) {
    return entries.subMap(first, true, last, true).isEmpty()
        ? null
        : entries.subMap(first, true, last, true).lastKey();
  }
}
