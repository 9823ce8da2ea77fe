package org.liveevents.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A time in one of the spellings Canvas uses. The usual one, {@code 2026-09-01T08:15:30.123Z} with
 * or without its fraction, is checked by hand; the others, which are rare, by the pattern.
 *
 * @param pattern what the schema says, the whole of it
 */
record Times(Pattern pattern) implements TextForm {

  /** What a pattern of times in our schemas holds. */
  private static final String MARK = "[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]";

  private static final String[] USUAL = {"2026-09-01T08:15:30Z", "2026-09-01T08:15:30.123Z"};
  private static final String MASK = "dddd-dd-ddTdd:dd:dd";

  /** The form, if the pattern is one of times and takes the usual spellings. */
  static Optional<TextForm> ofPattern(String pattern) {
    if (!pattern.contains(MARK)) {
      return Optional.empty();
    }
    Pattern compiled = Pattern.compile(pattern.substring(1, pattern.length() - 1));
    for (String usual : USUAL) {
      if (!compiled.matcher(usual).matches()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Times(compiled));
  }

  @Override
  public boolean matches(byte[] text, int from, int length) {
    return isUsual(text, from, length)
        || pattern.matcher(new String(text, from, length, UTF_8)).matches();
  }

  private static boolean isUsual(byte[] text, int from, int length) {
    int end = from + length - 1;
    boolean whole = length == 20;
    if ((!whole && length != 24) || text[end] != 'Z' || !isMasked(text, from)) {
      return false;
    }
    if (!whole && (text[from + 19] != '.' || !areDigits(text, from + 20, end))) {
      return false;
    }
    int month = pair(text, from + 5);
    int day = pair(text, from + 8);
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= 31
        && pair(text, from + 11) <= 23
        && pair(text, from + 14) <= 59
        && pair(text, from + 17) <= 59;
  }

  private static boolean isMasked(byte[] text, int from) {
    for (int i = 0; i < MASK.length(); i++) {
      char expected = MASK.charAt(i);
      byte found = text[from + i];
      if (expected == 'd' ? found < '0' || found > '9' : found != expected) {
        return false;
      }
    }
    return true;
  }

  private static boolean areDigits(byte[] text, int from, int end) {
    for (int i = from; i < end; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static int pair(byte[] text, int at) {
    return (text[at] - '0') * 10 + text[at + 1] - '0';
  }
}
