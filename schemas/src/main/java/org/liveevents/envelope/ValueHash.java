package org.liveevents.envelope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A 128-bit hash of JSON <em>values</em>: white space, key order, string escapes and the spelling
 * of numbers (5, 5.0, 50e-1) make no difference, any other change does. Objects are summed entry by
 * entry, so one streaming pass suffices and nothing is sorted. The result is part of the stored
 * state of every installation: changing it means re-processing from raw, and {@code ValueHashTest}
 * holds it still.
 *
 * <p>Every method returns the low half and leaves the high half in {@link #high}. Not safe to share
 * between threads.
 */
final class ValueHash {

  private static final long K1 = 0x9E3779B97F4A7C15L;
  private static final long K2 = 0xC2B2AE3D27D4EB4FL;
  private static final long K3 = 0x165667B19E3779F9L;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long TEXT = 1;
  private static final long NUMBER = 2;
  private static final long LITERAL = 3;
  private static final long OBJECT = 4;
  private static final long ARRAY = 5;
  private static final long ENTRY = 6;

  /** The high half of the last result. */
  long high;

  private char[] buffer = new char[256];

  long literal(int which) {
    return finish(LITERAL, which, which);
  }

  long text(String text) {
    int length = text.length();
    if (buffer.length < length) {
      buffer = new char[length];
    }
    text.getChars(0, length, buffer, 0);
    return text(buffer, 0, length);
  }

  /**
   * The hash of a string value.
   *
   * @throws LoneSurrogate if the text holds half a surrogate pair, which no UTF-8 can carry
   */
  long text(char[] chars, int from, int length) {
    long a = K1 + length;
    long b = K2 ^ length;
    long surrogates = 0;
    int i = from;
    int end = from + length;
    for (; i + 4 <= end; i += 4) {
      long word =
          chars[i]
              | (long) chars[i + 1] << 16
              | (long) chars[i + 2] << 32
              | (long) chars[i + 3] << 48;
      surrogates |= surrogateLanes(word);
      a = mixA(a, word);
      b = mixB(b, word);
    }
    long tail = 0;
    for (int shift = 0; i < end; i++, shift += 16) {
      tail |= (long) chars[i] << shift;
    }
    surrogates |= surrogateLanes(tail);
    if (surrogates != 0) {
      checkPairs(chars, from, end);
    }
    return finish(TEXT, mixA(a, tail), mixB(b, tail));
  }

  /**
   * The hash of a string value that is ASCII; equal to that of its characters. After the whole
   * words there are no branches: no processor would foresee where a text ends.
   */
  long ascii(byte[] bytes, int from, int length) {
    long a = K1 + length;
    long b = K2 ^ length;
    int i = from;
    for (int end = from + (length & ~7); i < end; i += 8) {
      long eight = (long) EIGHT_BYTES.get(bytes, i);
      long word = spread((int) eight);
      a = mixA(a, word);
      b = mixB(b, word);
      word = spread((int) (eight >>> 32));
      a = mixA(a, word);
      b = mixB(b, word);
    }
    long rest = rest(bytes, i, length & 7);
    long four = spread((int) rest);
    long whole = -((length >>> 2) & 1L); // all ones if four bytes or more are left
    a = (mixA(a, four) & whole) | (a & ~whole);
    b = (mixB(b, four) & whole) | (b & ~whole);
    long tail = spread((int) (rest >>> ((length & 4) * 8)));
    return finish(TEXT, mixA(a, tail), mixB(b, tail));
  }

  /** Up to seven bytes. */
  private static long rest(byte[] bytes, int i, int count) {
    if (i + 8 <= bytes.length) {
      return (long) EIGHT_BYTES.get(bytes, i) & ((1L << (8 * count)) - 1);
    }
    long rest = 0;
    for (int k = 0; k < count; k++) {
      rest |= (long) bytes[i + k] << (8 * k);
    }
    return rest;
  }

  /** Four bytes as four characters. */
  private static long spread(int four) {
    long pairs = (four | (long) four << 16) & 0x0000FFFF0000FFFFL;
    return (pairs | pairs << 8) & 0x00FF00FF00FF00FFL;
  }

  long number(long value) {
    return number(value, 0);
  }

  /** The hash of the number {@code value * 10^exponent}. */
  long number(long value, int exponent) {
    long digits = value;
    long power = exponent;
    while (digits != 0 && digits % 10 == 0) {
      digits /= 10;
      power++;
    }
    return stripped(digits, power);
  }

  /**
   * The hash of a number in any spelling; equal to that of {@link #number(long)} for equal values.
   */
  long number(String spelling) {
    Optional<BigDecimal> value = JsonNumbers.value(spelling);
    if (value.isEmpty()) { // the spelling is all we have
      long low = text(spelling);
      return finish(NUMBER, low, high);
    }
    BigDecimal stripped = value.get();
    BigInteger digits = stripped.unscaledValue();
    if (digits.bitLength() < Long.SIZE) {
      return stripped(digits.longValueExact(), -(long) stripped.scale());
    }
    long low = text(digits.toString());
    return finish(NUMBER, low + stripped.scale() * K3, high);
  }

  private long stripped(long digits, long exponent) {
    return digits == 0
        ? finish(NUMBER, 0, 0)
        : finish(NUMBER, mixA(mixA(K1, digits), exponent), mixB(mixB(K2, digits), exponent));
  }

  /** One entry of an object, to be added to its sums. */
  long entry(long keyLow, long keyHigh, long valueLow, long valueHigh) {
    return finish(ENTRY, mixA(keyLow, valueLow) ^ valueHigh, mixB(keyHigh, valueHigh) + valueLow);
  }

  long object(long entries, long sumLow, long sumHigh) {
    return finish(OBJECT, mixA(sumLow, entries), mixB(sumHigh, entries));
  }

  long array(long elements, long runLow, long runHigh) {
    return finish(ARRAY, mixA(runLow, elements), mixB(runHigh, elements));
  }

  static long mixA(long state, long word) {
    long x = (state ^ word) * K1;
    return x ^ (x >>> 32);
  }

  static long mixB(long state, long word) {
    long x = (Long.rotateLeft(state, 29) + word) * K2;
    return x ^ (x >>> 29);
  }

  private long finish(long kind, long a, long b) {
    long x = a + kind * K3;
    long y = b ^ Long.rotateLeft(kind * K1, 17);
    x += Long.rotateLeft(y, 32);
    x = avalanche(x);
    y = avalanche(y + x);
    high = y;
    return x + Long.rotateLeft(y, 23);
  }

  private static long avalanche(long x) {
    x ^= x >>> 33;
    x *= 0xFF51AFD7ED558CCDL;
    x ^= x >>> 33;
    x *= 0xC4CEB9FE1A85EC53L;
    return x ^ (x >>> 33);
  }

  /** Not zero if one of the four characters of the word is a surrogate. */
  private static long surrogateLanes(long word) {
    long x = (word & 0xF800F800F800F800L) ^ 0xD800D800D800D800L;
    return (x - 0x0001000100010001L) & ~x & 0x8000800080008000L;
  }

  private static void checkPairs(char[] chars, int from, int end) {
    for (int i = from; i < end; i++) {
      if (Character.isHighSurrogate(chars[i])
          && i + 1 < end
          && Character.isLowSurrogate(chars[i + 1])) {
        i++;
      } else if (Character.isSurrogate(chars[i])) {
        throw new LoneSurrogate();
      }
    }
  }

  /** A string holds half a surrogate pair. */
  static final class LoneSurrogate extends RuntimeException {
    LoneSurrogate() {
      super("a string holds half a surrogate pair", null, false, false);
    }
  }
}
