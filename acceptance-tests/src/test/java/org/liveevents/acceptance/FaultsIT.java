package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.FaultFeed.Channel;
import org.liveevents.acceptance.FaultLog.Line;

/**
 * G1 to G6 while everything breaks: schedules of faults drawn by chance, on processes that are kept
 * from one schedule to the next. After each, the auditor must find nothing.
 *
 * <p>{@code -Dfaults=N} runs so many schedules, {@code -Dseed=S} begins with that one: schedule k
 * has the seed S + k, and its faults follow from it alone. {@code -Dfaults.of=NAME,NAME} draws from
 * these alone. {@code -Dfaults.log=FILE} appends a line a schedule.
 */
@Tag("thorough")
class FaultsIT {

  private static final int SCHEDULES = Integer.getInteger("faults", 2);

  private static final List<Fault> FAULTS = Fault.named(System.getProperty("faults.of", ""));

  private static final Path LOG =
      Path.of(System.getProperty("faults.log", "target/faults/schedules.csv"));

  private static final long FIRST = Long.getLong("seed", System.currentTimeMillis());

  @RegisterExtension private static final Seed SEED = Seed.of("faults");

  @TempDir private Path directory;

  @Test
  void losesRepeatsAndDisordersNothingWhateverBreaks() throws Exception {
    CourseHappenings happenings = new CourseHappenings(new Random(FIRST));
    FaultLog log = new FaultLog(LOG);
    try (FaultWorld world = new FaultWorld(directory, Path.of("target", "faults"));
        Reckoning reckoning = new Reckoning(world, directory)) {
      for (int number = 0; number < SCHEDULES; number++) {
        schedule(FIRST + number, world, happenings, reckoning, log);
      }
    }
  }

  private void schedule(
      long seed, FaultWorld world, CourseHappenings happenings, Reckoning reckoning, FaultLog log)
      throws Exception {
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      faults.add(FAULTS.get(random.nextInt(FAULTS.size())));
    }
    System.out.println("schedule " + seed + ": " + faults);

    // When
    FaultFeed feed = new FaultFeed(world, happenings, new Random(seed));
    Stall stall = new Stall(new CommittedTopics(world.brokers.direct()));
    Thread.sleep(1000);
    for (Fault fault : faults) {
      Thread.sleep(random.nextInt(1500));
      fault.strike(world, feed, random);
    }
    Thread.sleep(1000);
    long over = System.nanoTime();
    world.heal();
    Map<String, Set<Channel>> taken = feed.finish();
    Duration longestStall = stall.finish();
    Reckoning.Outcome outcome = reckoning.of(taken);

    // Then
    log.add(
        new Line(
            seed,
            faults,
            feed.sent(),
            outcome.report(),
            outcome.lost().size(),
            feed.longestGap(),
            longestStall,
            Duration.ofNanos(outcome.at() - over)));
    assertThat(outcome.isClean()).as("schedule %d: %s: %s", seed, faults, outcome).isTrue();
  }

  /** How long nothing came out of the typed topics. */
  private static final class Stall extends Thread {

    private final CommittedTopics topics;
    private final AtomicLong longest = new AtomicLong();
    private volatile boolean over;

    Stall(CommittedTopics topics) {
      super("stall");
      this.topics = topics;
      start();
    }

    @Override
    public void run() {
      long end = -1;
      long moved = System.nanoTime();
      while (!over) {
        try {
          long now = topics.typedEnd();
          if (now != end) {
            end = now;
            moved = System.nanoTime();
          }
          Thread.sleep(500);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        } catch (RuntimeException e) { // the broker asked may be away
          Thread.onSpinWait();
        } finally {
          longest.accumulateAndGet(System.nanoTime() - moved, Math::max);
        }
      }
    }

    Duration finish() throws InterruptedException {
      over = true;
      join();
      return Duration.ofNanos(longest.get());
    }
  }
}
