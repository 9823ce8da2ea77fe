package org.liveevents.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts met lately. Names, hosts and accounts come again and again; a text met before is the same
 * object again, so that reading leaves no garbage. Bounded; not safe to share between threads.
 */
final class RecentTexts {

  private static final int PLACES = 256;
  private static final int LONGEST = 64;

  private final @Nullable String[] texts = new String[PLACES];
  private final byte[][] spellings = new byte[PLACES][];

  /**
   * The text of those bytes.
   *
   * @param length of the text; the bytes are ASCII
   * @param hash spreads texts over places; equal texts have equal hashes
   */
  String text(byte[] bytes, int from, int length, long hash) {
    int place = (int) hash & (PLACES - 1);
    String known = texts[place];
    if (known != null
        && Arrays.equals(bytes, from, from + length, spellings[place], 0, known.length())) {
      return known;
    }
    String text = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    if (length <= LONGEST) {
      texts[place] = text;
      spellings[place] = Arrays.copyOfRange(bytes, from, from + length);
    }
    return text;
  }
}
