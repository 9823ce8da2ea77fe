package org.liveevents.tools.command;

import java.time.Duration;
import java.util.Locale;

/** Amounts as a person reads them. */
public final class Words {

  private Words() {}

  /** A number with its thousands apart. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number of things: {@code 1 event}, {@code 1,200 events}. */
  public static String count(long number, String thing) {
    return number(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** A duration in its largest unit, rounded down: {@code 30d}, {@code 5h}, {@code 12s}. */
  public static String duration(Duration duration) {
    if (duration.toDays() >= 2) {
      return duration.toDays() + "d";
    }
    if (duration.toHours() >= 2) {
      return duration.toHours() + "h";
    }
    return duration.toMinutes() >= 2 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }
}
