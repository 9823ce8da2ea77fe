package org.liveevents.streams.flow;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes small numbers in few bytes: seven bits a byte, least significant first, the eighth says
 * that more follow; signed ones with the sign in the lowest bit.
 */
public final class Packer {

  private byte[] bytes;
  private int size;

  /** One that begins with room for that many bytes. */
  public Packer(int room) {
    this.bytes = new byte[Math.max(16, room)];
  }

  /** One byte. */
  public Packer octet(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** A number that isn't negative, or any 64 bits. */
  public Packer number(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** A number of either sign. */
  public Packer signed(long value) {
    return number((value << 1) ^ (value >> 63));
  }

  /** Eight bytes, as they are. */
  public Packer bits(long value) {
    ensure(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** UTF-8, its length first. */
  public Packer text(String text) {
    return octets(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Those bytes, their number first. */
  public Packer octets(byte[] more) {
    number(more.length);
    ensure(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }

  /** How many bytes have been written. */
  public int size() {
    return size;
  }

  /** Everything written so far. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
