package org.liveevents.envelope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hashes of keys met lately: every event has the same few hundred keys, so most need not be
 * hashed again. Bounded; not safe to share between threads.
 *
 * <p>A key of up to 24 bytes is known by its length and three words that cover it: its first eight
 * bytes, its last and those in the middle.
 */
final class KnownKeys {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int PLACES = 512;
  private static final int LONGEST = 24;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** What lies at a place: the length plus one, the three words, the hash. */
  private static final int STRIDE = 8;

  private final long[] table = new long[PLACES * STRIDE];
  private final ValueHash hash;

  KnownKeys(ValueHash hash) {
    this.hash = hash;
  }

  /** What {@link ValueHash#ascii} says of those bytes, its high half there too. */
  long ascii(byte[] bytes, int from, int length) {
    if (length > LONGEST || bytes.length - from < 8) {
      return hash.ascii(bytes, from, length);
    }
    long first = (long) WORD.get(bytes, from);
    long middle = 0;
    long last = 0;
    if (length > 8) {
      middle = (long) WORD.get(bytes, from + ((length - 8) >> 1));
      last = (long) WORD.get(bytes, from + length - 8);
    } else if (length < 8) {
      first &= (1L << (8 * length)) - 1;
    }
    long mixed = (first + Long.rotateLeft(last, 31) + length) * SPREAD;
    int place = (int) (mixed >>> 55) * STRIDE;
    long[] known = table;
    if (known[place] == length + 1L
        && known[place + 1] == first
        && known[place + 2] == middle
        && known[place + 3] == last) {
      hash.high = known[place + 5];
      return known[place + 4];
    }
    long low = hash.ascii(bytes, from, length);
    known[place] = length + 1L;
    known[place + 1] = first;
    known[place + 2] = middle;
    known[place + 3] = last;
    known[place + 4] = low;
    known[place + 5] = hash.high;
    return low;
  }
}
