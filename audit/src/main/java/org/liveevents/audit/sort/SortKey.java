package org.liveevents.audit.sort;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A key of several parts whose bytes, compared as unsigned numbers, are in the order of the parts.
 */
public final class SortKey {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

  /** A key without parts. */
  public static SortKey of() {
    return new SortKey();
  }

  private SortKey() {}

  /** In the order of its UTF-8 bytes; no text is the beginning of another. */
  public SortKey text(String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.write(b);
      if (b == 0) {
        bytes.write(0xFF);
      }
    }
    bytes.write(0);
    bytes.write(1);
    return this;
  }

  /** In the order of numbers, negative ones first. */
  public SortKey number(long number) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number ^ Long.MIN_VALUE).array());
    return this;
  }

  /** The key. */
  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
