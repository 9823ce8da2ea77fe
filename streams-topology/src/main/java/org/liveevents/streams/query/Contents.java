package org.liveevents.streams.query;

import java.time.Instant;
import java.util.Optional;

/** The stores of one partition; every view is one, whatever it lies in. */
public interface Contents {

  /** The value of that key, if there is one. */
  Optional<byte[]> value(String store, String key);

  /** What lay under that key at that time, in a store of versions: the first that ended later. */
  Optional<byte[]> version(String store, String key, Instant at);

  /** Visits a range of a view in the order of keys, until the visitor has enough. */
  void scan(String view, KeyRange range, Visitor visitor);

  /** Sees one entry after the other. */
  @FunctionalInterface
  interface Visitor {
    /** Returns whether it wants to see more. */
    boolean visit(String key, byte[] value);
  }
}
