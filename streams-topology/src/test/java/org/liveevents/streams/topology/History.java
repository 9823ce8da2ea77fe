package org.liveevents.streams.topology;

import static org.liveevents.streams.topology.PipelineDriver.START;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What may happen to one raw partition and to who processes it, by chance. */
final class History {

  enum Kind {
    /** An event comes, perhaps again. */
    RECEIVE,
    /** Something comes that is no event. */
    REFUSE,
    /** Nothing came until then, and everything is read. */
    TICK,
    /** Time passes; more may be unread. */
    PAUSE,
    COMMIT,
    /** What isn't committed is undone; the state directory is kept. */
    CRASH,
    /** The same, and the state comes back from what was logged. */
    MOVE
  }

  /** One step; the serial says which event, the instant when it arrives. */
  record Step(Kind kind, int serial, Instant at) {
    static Step receive(int serial, Instant arrival) {
      return new Step(Kind.RECEIVE, serial, arrival);
    }
  }

  private History() {}

  /**
   * Disorder beyond the grace, copies, copies after the window, idle gaps, ticks, clocks that go
   * back, crashes.
   */
  static List<Step> any(Random random, List<Instant> times, Duration window) {
    List<Step> steps = new ArrayList<>();
    Instant now = START;
    for (int i = 0; i < times.size() * 2; i++) {
      now = now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(30_000) : random.nextInt(900));
      if (random.nextInt(40) == 0) {
        now = now.plus(window);
      }
      if (random.nextInt(80) == 0) {
        now = now.plus(Duration.ofHours(random.nextInt(4)));
      }
      Kind kind = kind(random);
      boolean isTimed = kind == Kind.RECEIVE || kind == Kind.REFUSE;
      steps.add(
          new Step(
              kind, random.nextInt(times.size()), isTimed ? arrival(random, now, window) : now));
    }
    return steps;
  }

  /** Times within a minute, many of them equal. */
  static List<Instant> times(Random random, int count) {
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long millis = random.nextInt(3) == 0 ? random.nextInt(20) * 1000L : random.nextInt(60_000);
      times.add(START.plusMillis(millis));
    }
    return times;
  }

  /** The same, and in every third history a few years in the past or ahead. */
  static List<Instant> oddTimes(Random random, int count) {
    List<Instant> times = times(random, count);
    if (random.nextInt(3) == 0) {
      times.replaceAll(
          time ->
              random.nextInt(8) == 0
                  ? time.plus(Duration.ofHours((random.nextInt(7) - 3L) * random.nextInt(100_000)))
                  : time);
    }
    return times;
  }

  private static Instant arrival(Random random, Instant now, Duration window) {
    if (random.nextInt(200) == 0) {
      return now.minus(window).minusSeconds(60);
    }
    return random.nextInt(10) == 0 ? now.minusMillis(random.nextInt(5000)) : now;
  }

  private static Kind kind(Random random) {
    int of100 = random.nextInt(100);
    if (of100 < 66) {
      return Kind.RECEIVE;
    } else if (of100 < 70) {
      return Kind.REFUSE;
    } else if (of100 < 80) {
      return Kind.TICK;
    } else if (of100 < 86) {
      return Kind.PAUSE;
    } else if (of100 < 95) {
      return Kind.COMMIT;
    }
    return of100 < 98 ? Kind.CRASH : Kind.MOVE;
  }
}
