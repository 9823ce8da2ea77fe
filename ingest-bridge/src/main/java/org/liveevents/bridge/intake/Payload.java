package org.liveevents.bridge.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes that belong to whoever holds them: never changed after they were handed over. */
public final class Payload {

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes these bytes over; the caller must not change them any more. */
  public static Payload of(byte[] bytes) {
    return new Payload(bytes);
  }

  /** The UTF-8 bytes of a text. */
  public static Payload of(String text) {
    return new Payload(text.getBytes(UTF_8));
  }

  /** The bytes themselves, not a copy: they must not be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The size alone: payloads are students' records. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
