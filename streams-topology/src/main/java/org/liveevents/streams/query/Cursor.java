package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where the next page begins. On the wire: base64url of {@code checksum:partition:key}, the
 * checksum also over the question, so that a cursor continues only what it came from. It is the
 * same on every instance, and holds no secret.
 *
 * @param partition of the raw topic
 * @param after the last key seen there; empty for none
 */
record Cursor(int partition, String after) {

  /**
   * The text to hand out.
   *
   * @param question what is paged through, ids and filters included
   */
  String text(String question) {
    String place = partition + ":" + after;
    String text = checksum(question, place) + ":" + place;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /** Reads {@link #text}; empty if it isn't one, or one of another question. */
  static Optional<Cursor> read(String question, String text) {
    String[] parts;
    try {
      parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(":", 3);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (parts.length != 3
        || !parts[1].matches("\\d{1,9}")
        || !parts[0].equals(checksum(question, parts[1] + ":" + parts[2]))) {
      return Optional.empty();
    }
    return Optional.of(new Cursor(Integer.parseInt(parts[1]), parts[2]));
  }

  private static String checksum(String question, String place) {
    CRC32 sum = new CRC32();
    sum.update((question + "\n" + place).getBytes(UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
