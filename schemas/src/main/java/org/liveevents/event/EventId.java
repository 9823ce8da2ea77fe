package org.liveevents.event;

import java.util.HexFormat;

/**
 * What makes two deliveries the same event: a 128-bit hash of the event's JSON value (see {@code
 * envelope.ValueHash}). Its text form is 32 lower-case hexadecimal digits; its order is that of the
 * text.
 */
public record EventId(long high, long low) implements Comparable<EventId> {

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it isn't 32 hexadecimal digits
   */
  public static EventId parse(String text) {
    if (text.length() != 32) {
      throw new IllegalArgumentException("an event id has 32 hexadecimal digits");
    }
    return new EventId(
        HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
  }

  @Override
  public int compareTo(EventId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh == 0 ? Long.compareUnsigned(low, other.low) : byHigh;
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
