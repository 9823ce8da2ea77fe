package org.liveevents.envelope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are well-formed UTF-8 (Unicode table 3-7): no overlong forms, no surrogates,
 * nothing above U+10FFFF.
 */
final class Utf8 {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  static boolean isWellFormed(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      if (i + 8 <= bytes.length && ((long) WORD.get(bytes, i) & HIGH_BITS) == 0) {
        i += 8;
      } else {
        int length = sequence(bytes, i);
        if (length == 0) {
          return false;
        }
        i += length;
      }
    }
    return true;
  }

  /** The length of the sequence that begins there, or 0 if it is ill-formed. */
  private static int sequence(byte[] bytes, int i) {
    int first = bytes[i] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int second = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;
    if (first < 0xC2 || first > 0xF4) {
      return 0;
    }
    if (first < 0xE0) {
      return isTail(second) ? 2 : 0;
    }
    if (first < 0xF0) {
      int lowest = first == 0xE0 ? 0xA0 : 0x80;
      int highest = first == 0xED ? 0x9F : 0xBF;
      return second >= lowest && second <= highest && isTail(bytes, i + 2) ? 3 : 0;
    }
    int lowest = first == 0xF0 ? 0x90 : 0x80;
    int highest = first == 0xF4 ? 0x8F : 0xBF;
    return second >= lowest && second <= highest && isTail(bytes, i + 2) && isTail(bytes, i + 3)
        ? 4
        : 0;
  }

  private static boolean isTail(byte[] bytes, int i) {
    return i < bytes.length && isTail(bytes[i] & 0xFF);
  }

  private static boolean isTail(int value) {
    return (value & 0xC0) == 0x80;
  }
}
