package org.liveevents.benchmarks.corpus;

import java.time.Duration;
import java.time.Instant;

/**
 * What a corpus is made from; equal settings make equal corpora, to the byte.
 *
 * @param seed of all chance
 * @param events how many distinct events happen
 * @param start when the first one happens
 * @param perSecond how many happen in a second of event time
 * @param courses over how many courses they spread
 * @param present the share of a course's students, above 0 and up to 1, who are at it in any twenty
 *     minutes; all its events are theirs
 * @param hotShare the share of events, from 0 to 1, that belongs to one course
 * @param duplicates the share that is delivered twice
 * @param malformed the share of further records that are no events
 * @param disorder the longest way from Canvas to us; every event takes some part of it
 */
public record CorpusSettings(
    long seed,
    int events,
    Instant start,
    int perSecond,
    int courses,
    double present,
    double hotShare,
    double duplicates,
    double malformed,
    Duration disorder) {

  /**
   * The documented mix: 2,000 courses, a tenth of their students present, 5 % twice, one in 2,000
   * broken, up to 20 s of disorder.
   */
  public static CorpusSettings of(long seed, int events, Instant start) {
    return new CorpusSettings(
        seed, events, start, 300, 2000, 0.1, 0.0, 0.05, 0.0005, Duration.ofSeconds(20));
  }

  /** As fast as time goes: so many events a second, for so long, each received as it happens. */
  public CorpusSettings live(int rate, int seconds) {
    return new CorpusSettings(
        seed,
        rate * seconds,
        start,
        rate,
        courses,
        present,
        hotShare,
        duplicates,
        malformed,
        Duration.ZERO);
  }

  /** How long the whole takes, in event time. */
  public Duration span() {
    return Duration.ofMillis(1000L * events / perSecond).plus(disorder.multipliedBy(2));
  }
}
