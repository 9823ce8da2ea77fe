package org.liveevents.streams.course;

import java.time.Instant;

/**
 * Writes times as {@link Instant#toString} does. Events of one second come together, so that the
 * seconds written lately are remembered. Safe to share.
 */
final class Moments {

  private record Second(long number, String text) {}

  private static final int REMEMBERED = 256;

  /** Whoever meets an old one writes it anew: nothing is shared but what never changes. */
  private static final Second[] SECONDS = new Second[REMEMBERED];

  private Moments() {}

  /** ISO-8601, in UTC, with milliseconds unless there are none. */
  static String text(long millis) {
    long number = Math.floorDiv(millis, 1000L);
    int rest = (int) Math.floorMod(millis, 1000L);
    int place = (int) Math.floorMod(number, (long) REMEMBERED);
    Second second = SECONDS[place];
    if (second == null || second.number != number) {
      second = new Second(number, Instant.ofEpochSecond(number).toString());
      SECONDS[place] = second;
    }
    if (rest == 0) {
      return second.text;
    }
    char[] digits = {
      '.', (char) ('0' + rest / 100), (char) ('0' + rest / 10 % 10), (char) ('0' + rest % 10), 'Z'
    };
    return second.text.substring(0, second.text.length() - 1).concat(new String(digits));
  }
}
