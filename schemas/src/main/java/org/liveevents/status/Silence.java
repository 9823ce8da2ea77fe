package org.liveevents.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a feed has gone silent, judged by its own rhythm: how many events should have come since
 * the last one, going by the same hours of the last four weeks. A rule over plain values.
 *
 * <ul>
 *   <li>An hour's usual count is the lower median of the same hour of the week, one to four weeks
 *       ago: a holiday, or an outage, doesn't count unless it becomes the rule.
 *   <li>If the day before the last event was less busy than usual, less is expected in that
 *       measure.
 *   <li>Alert when more than a hundred events are missing, three times as many as in the longest
 *       quiet stretch of the four weeks (but never more than a day's), and for half an hour at
 *       least.
 *   <li>Before a week was heard there is no rhythm, and no alert.
 * </ul>
 *
 * @param quiet since the last event
 * @param missing how many events should have come in that time
 * @param tolerated so many missing are no news yet
 * @param learned whether a week was heard
 */
public record Silence(Duration quiet, double missing, double tolerated, boolean learned) {

  /** No shorter pause is worth an alert. */
  public static final Duration SHORTEST = Duration.ofMinutes(30);

  private static final double FEWEST = 100;
  private static final double TIMES_LONGEST = 3;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int HOURS_OF_WEEK = 168;
  private static final double HOUR_SECONDS = 3600;

  /**
   * Judges.
   *
   * @param received what came in each hour, over all bridges of the source
   * @param lastEvent when the last one came; empty if none ever did
   */
  public static Silence at(Instant now, Hours received, Optional<Instant> lastEvent) {
    Optional<Instant> first = received.first();
    if (lastEvent.isEmpty() || first.isEmpty()) {
      return new Silence(Duration.ZERO, 0, FEWEST, false);
    }
    Instant last = lastEvent.get().isAfter(now) ? now : lastEvent.get();
    Duration quiet = Duration.between(last, now);
    if (Duration.between(first.get(), now).compareTo(WEEK) < 0) {
      return new Silence(quiet, 0, FEWEST, false);
    }
    double[] rhythm = rhythm(received, last, first.get());
    double longest = longestQuiet(received, rhythm, first.get(), last);
    double day = 0;
    for (double usual : rhythm) {
      day += usual / 7;
    }
    double tolerated = Math.max(FEWEST, Math.min(TIMES_LONGEST * longest, day));
    double missing = missing(rhythm, last, now) * level(received, rhythm, last);
    return new Silence(quiet, missing, tolerated, true);
  }

  /** Missing as part of what is tolerated. */
  public double ratio() {
    return learned ? missing / tolerated : 0;
  }

  /** Whether somebody should look. */
  public boolean isSilent() {
    return ratio() >= 1 && quiet.compareTo(SHORTEST) >= 0;
  }

  /** What usually comes in each hour of the week, going by the weeks before that time. */
  private static double[] rhythm(Hours received, Instant before, Instant first) {
    double[] rhythm = new double[HOURS_OF_WEEK];
    Instant hour = before.truncatedTo(ChronoUnit.HOURS);
    for (int i = 1; i <= HOURS_OF_WEEK; i++) {
      Instant latest = hour.minus(i, ChronoUnit.HOURS);
      long[] counts = new long[4];
      int known = 0;
      for (Instant at = latest; known < 4 && !at.isBefore(first); at = at.minus(WEEK)) {
        counts[known++] = received.in(at);
      }
      Arrays.sort(counts, 0, known);
      rhythm[slot(latest)] = known == 0 ? 0 : counts[(known - 1) / 2];
    }
    return rhythm;
  }

  /** The most that was ever missing in whole hours without an event. */
  private static double longestQuiet(Hours received, double[] rhythm, Instant first, Instant last) {
    double longest = 0;
    double stretch = 0;
    for (Instant hour = first; !hour.isAfter(last); hour = hour.plus(1, ChronoUnit.HOURS)) {
      stretch = received.in(hour) > 0 ? 0 : stretch + rhythm[slot(hour)];
      longest = Math.max(longest, stretch);
    }
    return longest;
  }

  /** How busy the day before was, as part of what is usual, at most all of it. */
  private static double level(Hours received, double[] rhythm, Instant last) {
    double came = 0;
    double usual = 0;
    Instant hour = last.truncatedTo(ChronoUnit.HOURS);
    for (int i = 1; i <= 24; i++) {
      Instant before = hour.minus(i, ChronoUnit.HOURS);
      came += received.in(before);
      usual += rhythm[slot(before)];
    }
    return usual == 0 ? 1 : Math.min(1, came / usual);
  }

  private static double missing(double[] rhythm, Instant last, Instant now) {
    double missing = 0;
    Instant from = last;
    while (from.isBefore(now)) {
      Instant next = from.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
      Instant to = next.isBefore(now) ? next : now;
      double part = Duration.between(from, to).toMillis() / 1000.0 / HOUR_SECONDS;
      missing += part * rhythm[slot(from)];
      from = to;
    }
    return missing;
  }

  private static int slot(Instant time) {
    return Math.floorMod(time.getEpochSecond() / 3600, HOURS_OF_WEEK);
  }
}
