package org.liveevents.streams.flow;

import java.util.Arrays;

/**
 * The bytes of an event as they came. Equal by content; never changed by anybody, so they are
 * handed on without a copy.
 *
 * @param bytes not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and toString below are by content
public record Payload(byte[] bytes) {

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

  /** The size only: payloads are students' records. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
