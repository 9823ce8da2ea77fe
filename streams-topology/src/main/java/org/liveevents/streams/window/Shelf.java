package org.liveevents.streams.window;

import org.jspecify.annotations.Nullable;

/**
 * Bytes by key, in the order of unsigned bytes; what is put here commits together with the outputs
 * and the raw offsets.
 */
public interface Shelf {

  void put(byte[] key, byte[] value);

  void delete(byte[] key);

  /** Visits keys from the first to the last, both included, until the visitor has enough. */
  void scan(byte[] first, byte[] last, Visitor visitor);

  /** The last key from the first to the last, both included; null if there is none. */
  byte @Nullable [] lastKey(byte[] first, byte[] last);

  /** Sees one entry after the other; it must not change the shelf. */
  @FunctionalInterface
  interface Visitor {
    /** Returns whether it wants to see more. */
    boolean visit(byte[] key, byte[] value);
  }
}
