package org.liveevents.streams.query;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What tells one answer from another (RFC 9110): weak, because freshness is no part of it. Two
 * checksums are 64 bits: nobody gains by two answers that are alike in them, and they cost next to
 * nothing.
 */
final class ETag {

  static final String HEADER = "ETag";

  private static final String WEAK = "W/";

  private ETag() {}

  static String of(byte[] bytes) {
    CRC32 one = new CRC32();
    CRC32C other = new CRC32C();
    one.update(bytes);
    other.update(bytes);
    return WEAK + '"' + HexFormat.of().toHexDigits((one.getValue() << 32) | other.getValue()) + '"';
  }

  /** Whether that tag is in a list of them, or the list means any. */
  static boolean isIn(String tag, String list) {
    String wanted = strong(tag);
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .anyMatch(known -> known.equals("*") || strong(known).equals(wanted));
  }

  private static String strong(String tag) {
    return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
  }
}
