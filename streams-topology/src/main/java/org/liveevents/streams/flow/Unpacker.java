package org.liveevents.streams.flow;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link Packer} wrote, in the same order. */
public final class Unpacker {

  private final byte[] bytes;
  private int position;

  public Unpacker(byte[] bytes) {
    this.bytes = bytes;
  }

  /** One byte, from 0 to 255. */
  public int octet() {
    return bytes[position++] & 0xFF;
  }

  /** Reads {@link Packer#number}. */
  public long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalStateException("a stored number has no end");
  }

  /** Reads {@link Packer#signed}. */
  public long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Reads {@link Packer#bits}. */
  public long bits() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | octet();
    }
    return value;
  }

  /** Reads {@link Packer#text}. */
  public String text() {
    int length = (int) number();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  /** Reads {@link Packer#octets}. */
  public byte[] octets() {
    int length = (int) number();
    byte[] cut = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return cut;
  }

  /** Whether there is more to read. */
  public boolean hasMore() {
    return position < bytes.length;
  }
}
