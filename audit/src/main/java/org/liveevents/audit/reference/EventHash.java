package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;

/**
 * The event id, computed from a tree as {@code docs/reference/event-id.md} describes it. All
 * arithmetic is of 64 bits and wraps.
 */
final class EventHash {

  private static final long K1 = 0x9E3779B97F4A7C15L;
  private static final long K2 = 0xC2B2AE3D27D4EB4FL;
  private static final long K3 = 0x165667B19E3779F9L;

  private static final int KIND_TEXT = 1;
  private static final int KIND_NUMBER = 2;
  private static final int KIND_LITERAL = 3;
  private static final int KIND_OBJECT = 4;
  private static final int KIND_ARRAY = 5;
  private static final int KIND_MEMBER = 6;

  private record Pair(long low, long high) {}

  private EventHash() {}

  /** The id of a Canvas event. */
  static String ofCanvas(JsonNode metadata, JsonNode body) {
    Pair m = of(metadata);
    Pair b = of(body);
    return text(member(new Pair(a(m.low, b.low), b(m.high, b.high)), m.high ^ b.low, b.high));
  }

  /** The id of a Caliper event. */
  static String ofCaliper(JsonNode entry) {
    return text(of(entry));
  }

  private static String text(Pair hash) {
    return String.format("%016x%016x", hash.high, hash.low);
  }

  private static Pair of(JsonNode value) {
    if (value.isObject()) {
      long low = 0;
      long high = 0;
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        Pair child = of(entry.getValue());
        Pair member = member(ofText(entry.getKey()), child.low, child.high);
        low += member.low;
        high += member.high;
      }
      return finish(KIND_OBJECT, a(low, value.size()), b(high, value.size()));
    }
    if (value.isArray()) {
      long low = 0;
      long high = 0;
      for (JsonNode element : value) {
        Pair child = of(element);
        low = a(low, child.low);
        high = b(high, child.high);
      }
      return finish(KIND_ARRAY, a(low, value.size()), b(high, value.size()));
    }
    if (value.isTextual()) {
      return ofText(value.textValue());
    }
    if (value.isNumber()) {
      return ofNumber(value.decimalValue());
    }
    if (value.isPojo()) { // a number whose exponent is beyond 32 bits: its spelling is all there is
      Pair spelling = ofText(value.asText());
      return finish(KIND_NUMBER, spelling.low, spelling.high);
    }
    int literal = value.isNull() ? 2 : value.booleanValue() ? 1 : 0;
    return finish(KIND_LITERAL, literal, literal);
  }

  private static Pair member(Pair key, long low, long high) {
    return finish(KIND_MEMBER, a(key.low, low) ^ high, b(key.high, high) + low);
  }

  private static Pair ofText(String text) {
    long a = K1 + text.length();
    long b = K2 ^ text.length();
    for (int i = 0; i <= text.length(); i += 4) {
      long word = 0;
      for (int k = 0; k < 4 && i + k < text.length(); k++) {
        word |= (long) text.charAt(i + k) << (16 * k);
      }
      a = a(a, word);
      b = b(b, word);
    }
    return finish(KIND_TEXT, a, b);
  }

  private static Pair ofNumber(BigDecimal number) {
    BigDecimal value = number.stripTrailingZeros();
    if (value.signum() == 0) {
      return finish(KIND_NUMBER, 0, 0);
    }
    if (value.unscaledValue().bitLength() < Long.SIZE) {
      long digits = value.unscaledValue().longValueExact();
      long power = -(long) value.scale();
      return finish(KIND_NUMBER, a(a(K1, digits), power), b(b(K2, digits), power));
    }
    Pair digits = ofText(value.unscaledValue().toString());
    return finish(KIND_NUMBER, digits.low + value.scale() * K3, digits.high);
  }

  private static long a(long state, long word) {
    long x = (state ^ word) * K1;
    return x ^ (x >>> 32);
  }

  private static long b(long state, long word) {
    long x = (Long.rotateLeft(state, 29) + word) * K2;
    return x ^ (x >>> 29);
  }

  private static Pair finish(int kind, long a, long b) {
    long y = b ^ Long.rotateLeft(kind * K1, 17);
    long x = spread(a + kind * K3 + Long.rotateLeft(y, 32));
    long high = spread(y + x);
    return new Pair(x + Long.rotateLeft(high, 23), high);
  }

  private static long spread(long value) {
    long x = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    x = (x ^ (x >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return x ^ (x >>> 33);
  }
}
