package org.liveevents.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes as they came. Equal by content; whoever hands them over or takes them must not change them,
 * so they travel without a copy.
 */
public final class Payload {

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes these bytes over. */
  public static Payload of(byte[] bytes) {
    return new Payload(bytes);
  }

  /** The UTF-8 bytes of a text. */
  public static Payload of(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** How many bytes. */
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
