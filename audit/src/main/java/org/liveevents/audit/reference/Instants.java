package org.liveevents.audit.reference;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The spellings of a time that Canvas sends. */
final class Instants {

  private static final int LONGEST = 48;

  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm")
          .optionalStart()
          .appendPattern(":ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .optionalEnd()
          .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
          .appendOffset("+HH:MM", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Instants() {}

  /** The instant, to the millisecond; null if the text is none. */
  static @Nullable Instant parse(String written) {
    String text = written.strip();
    if (written.length() > LONGEST || text.length() < 16) {
      return null;
    }
    char between = text.charAt(10);
    if (between != 'T' && between != 't' && between != ' ') {
      return null;
    }
    text = text.substring(0, 10) + "T" + text.substring(11);
    if (!text.matches(
        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d([.,]\\d{1,9})?)?"
            + " ?([Zz]|UTC|[+-]\\d\\d(:?\\d\\d)?)?")) {
      return null;
    }
    try {
      return OffsetDateTime.parse(normal(text), LOCAL).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) { // the digits are of no day, hour or offset there is
      return null;
    }
  }

  /** With a dot before the fraction, and an offset in its long form. */
  private static String normal(String text) {
    String plain = text.replace(',', '.').replace(" ", "").replace("UTC", "Z").replace('z', 'Z');
    if (plain.endsWith("Z")) {
      return plain;
    }
    int sign = Math.max(plain.lastIndexOf('+'), plain.lastIndexOf('-'));
    if (sign < 16) {
      return plain + "Z";
    }
    String digits = plain.substring(sign + 1).replace(":", "");
    return plain.substring(0, sign + 1)
        + digits.substring(0, 2)
        + ":"
        + (digits.length() == 2 ? "00" : digits.substring(2));
  }
}
