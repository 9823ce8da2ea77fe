package org.liveevents.streams.query;

/**
 * Keys of a store.
 *
 * @param from the lowest one; empty for the first there is
 * @param to beyond the highest one; empty for no end
 */
public record KeyRange(String from, String to) {

  /** All keys. */
  static final KeyRange ALL = new KeyRange("", "");

  /** The same without what is up to that key; an empty key leaves it as it is. */
  KeyRange after(String key) {
    return key.isEmpty() ? this : new KeyRange(key + '\0', to);
  }

  /** Whether that key is one of them. */
  boolean contains(String key) {
    return key.compareTo(from) >= 0 && (to.isEmpty() || key.compareTo(to) < 0);
  }
}
