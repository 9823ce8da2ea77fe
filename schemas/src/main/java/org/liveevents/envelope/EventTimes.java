package org.liveevents.envelope;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the spellings of a time that Canvas is known to send: ISO-8601 with or without a fraction,
 * with {@code Z} or an offset, a blank instead of the T, {@code -0800} after a blank. A time
 * without an offset is UTC. Kept to the millisecond.
 */
public final class EventTimes {

  private static final Pattern LENIENT =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})[Tt ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?"
              + " ?(?:([Zz]|UTC)|([+-]\\d{2})(?::?(\\d{2}))?)?");
  private static final int LONGEST = 48;

  private EventTimes() {}

  /** The instant that text says, if it is a time. */
  public static Optional<Instant> parse(String text) {
    if (text.length() == 24 && text.charAt(23) == 'Z' && text.charAt(10) == 'T') {
      Optional<Instant> usual = usual(text);
      if (usual.isPresent()) {
        return usual;
      }
    }
    return text.length() > LONGEST ? Optional.empty() : lenient(text);
  }

  /** {@code 2026-09-01T08:15:30.123Z}, what Canvas sends nearly always. */
  private static Optional<Instant> usual(String text) {
    if (text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || text.charAt(19) != '.') {
      return Optional.empty();
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int millis = digits(text, 20, 23);
    if ((year | month | day | hour | minute | second | millis) < 0
        || month < 1
        || month > 12
        || day < 1
        || day > YearMonth.of(year, month).lengthOfMonth()
        || hour > 23
        || minute > 59
        || second > 59) {
      return Optional.empty();
    }
    long seconds =
        LocalDate.of(year, month, day).toEpochDay() * 86_400L
            + hour * 3600L
            + minute * 60L
            + second;
    return Optional.of(Instant.ofEpochMilli(1000 * seconds + millis));
  }

  private static Optional<Instant> lenient(String text) {
    Matcher parts = LENIENT.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    String fraction = parts.group(7) == null ? "" : parts.group(7);
    ZoneOffset offset;
    try {
      offset =
          parts.group(9) == null
              ? ZoneOffset.UTC
              : ZoneOffset.of(
                  parts.group(9) + ":" + (parts.group(10) == null ? "00" : parts.group(10)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    return instant(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)),
        Integer.parseInt(parts.group(4)),
        Integer.parseInt(parts.group(5)),
        parts.group(6) == null ? 0 : Integer.parseInt(parts.group(6)),
        Integer.parseInt((fraction + "000").substring(0, 3)),
        offset);
  }

  private static Optional<Instant> instant(
      int year, int month, int day, int hour, int minute, int second, int millis, ZoneOffset at) {
    try {
      return Optional.of(
          LocalDateTime.of(year, month, day, hour, minute, second, millis * 1_000_000)
              .toInstant(at));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
