package org.liveevents.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members a schema names in an object, found by the bytes of their names. Immutable.
 *
 * <p>A name of up to 24 bytes is known by its length and three words that cover it: its first eight
 * bytes, its last and those in the middle.
 */
final class Members {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int COVERED = 24;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Map<String, Rule.Member> byName;

  /** A hash table; the next place is tried where another name lies. Never full. */
  private final @Nullable Entry[] entries;

  /** A member, and how its name is recognised. */
  private static final class Entry {

    final Rule.Member member;
    final byte[] name;
    final long first;
    final long middle;
    final long last;

    Entry(Rule.Member member) {
      this.member = member;
      this.name = member.name().getBytes(UTF_8);
      this.first = first(name, 0, name.length);
      this.middle = middle(name, 0, name.length);
      this.last = last(name, 0, name.length);
    }

    boolean isSpelled(byte[] bytes, int from, int length) {
      return name.length == length
          && (length <= COVERED || Arrays.equals(name, 0, length, bytes, from, from + length));
    }
  }

  private Members(Map<String, Rule.Member> byName) {
    this.byName = Map.copyOf(byName);
    this.entries = new Entry[Math.max(2, Integer.highestOneBit(byName.size()) * 4)];
    byName.values().forEach(this::put);
  }

  static Members of(Map<String, Rule.Member> byName) {
    return new Members(byName);
  }

  private void put(Rule.Member member) {
    Entry entry = new Entry(member);
    int place = place(entry.first, entry.last, entry.name.length);
    while (entries[place] != null) {
      place = (place + 1) & (entries.length - 1);
    }
    entries[place] = entry;
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** All of them, in no certain order. */
  Collection<Rule.Member> all() {
    return byName.values();
  }

  Rule.@Nullable Member named(String name) {
    return byName.get(name);
  }

  /** The member of the name in those bytes, in UTF-8; null if there is none. */
  Rule.@Nullable Member find(byte[] bytes, int from, int length) {
    long first = first(bytes, from, length);
    long middle = middle(bytes, from, length);
    long last = last(bytes, from, length);
    int place = place(first, last, length);
    for (Entry entry = entries[place]; entry != null; entry = entries[place]) {
      if (entry.first == first
          && entry.last == last
          && entry.middle == middle
          && entry.isSpelled(bytes, from, length)) {
        return entry.member;
      }
      place = (place + 1) & (entries.length - 1);
    }
    return null;
  }

  private int place(long first, long last, int length) {
    long mixed = (first + Long.rotateLeft(last, 31) + length) * SPREAD;
    return (int) (mixed >>> 40) & (entries.length - 1);
  }

  private static long first(byte[] bytes, int from, int length) {
    if (from + Long.BYTES > bytes.length) {
      long first = 0;
      for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
        first |= (bytes[from + i] & 0xFFL) << (Byte.SIZE * i);
      }
      return first;
    }
    long first = (long) WORD.get(bytes, from);
    return length < Long.BYTES ? first & ((1L << (Byte.SIZE * length)) - 1) : first;
  }

  private static long middle(byte[] bytes, int from, int length) {
    return length <= Long.BYTES ? 0 : (long) WORD.get(bytes, from + ((length - Long.BYTES) >> 1));
  }

  private static long last(byte[] bytes, int from, int length) {
    return length <= Long.BYTES ? 0 : (long) WORD.get(bytes, from + length - Long.BYTES);
  }
}
