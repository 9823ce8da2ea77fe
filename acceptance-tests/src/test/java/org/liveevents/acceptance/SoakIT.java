package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.FaultWorld.Node;
import org.liveevents.acceptance.Vitals.Reading;

/**
 * Nothing grows, and nothing is lost, while events come at a steady rate for long: {@code
 * -Dsoak=60} minutes, {@code -Dsoak.wave=5} events every tenth of a second, {@code
 * -Dsoak.directory=DIR} for the figures.
 */
@EnabledIfSystemProperty(named = "soak", matches = "\\d+", disabledReason = "-Dsoak=MINUTES")
class SoakIT {

  private static final int MINUTES = Integer.getInteger("soak", 60);
  private static final int WAVE = Integer.getInteger("soak.wave", 3);
  private static final Path FIGURES = Path.of(System.getProperty("soak.directory", "target/soak"));

  /** All of the heap is touched at the start, so that what grows afterwards is something else. */
  private static final Map<String, String> WHOLE_HEAP =
      Map.of("JDK_JAVA_OPTIONS", "-Xms512m -XX:+AlwaysPreTouch");

  /** The first part of the time, in which everything warms up. */
  private static final double WARM_UP = 0.25;

  @RegisterExtension private static final Seed SEED = Seed.of("soak");

  @TempDir private Path directory;

  @Test
  void nothingGrowsAndNothingIsLost() throws Exception {
    Random random = SEED.random();
    Files.createDirectories(FIGURES);
    try (FaultWorld world = new FaultWorld(directory, Path.of("target", "soak"), WHOLE_HEAP);
        Reckoning reckoning = new Reckoning(world, directory);
        Ages ages = new Ages(world.brokers.direct())) {
      Vitals vitals = new Vitals(FIGURES.resolve("vitals.csv"));

      // When
      FaultFeed feed = new FaultFeed(world, new CourseHappenings(random), random, WAVE);
      List<List<Reading>> readings = new ArrayList<>();
      long begin = System.nanoTime();
      for (int minute = 1; minute <= MINUTES; minute++) {
        sleepUntil(begin + Duration.ofMinutes(minute).toNanos());
        readings.add(read(world, vitals, minute));
        if (minute == (int) (MINUTES * WARM_UP)) {
          ages.forget();
        }
      }
      Reckoning.Outcome outcome = reckoning.of(feed.finish());

      // Then
      String summary =
          "%d minutes, %d deliveries, %s from the bridge to a read_committed reader, %s of it grace%n"
              .formatted(MINUTES, feed.sent(), ages.summary(), FaultWorld.GRACE);
      System.out.print(summary);
      Files.writeString(FIGURES.resolve("summary.txt"), summary + outcome.report() + "\n");
      assertThat(outcome.isClean()).as("%s", outcome).isTrue();
      assertFlat(readings);
    }
  }

  private static List<Reading> read(FaultWorld world, Vitals vitals, int minute)
      throws IOException, InterruptedException {
    List<Reading> all = new ArrayList<>();
    for (List<Node> nodes : List.of(world.bridges, world.topologies)) {
      for (Node node : nodes) {
        all.add(vitals.read(minute, node.name(), node.process()));
      }
    }
    return all;
  }

  /** Of each process, the last part of the time against the one after the warm-up. */
  private static void assertFlat(List<List<Reading>> readings) {
    List<List<Reading>> warm = readings.subList((int) (readings.size() * WARM_UP), readings.size());
    int third = Math.max(1, warm.size() / 3);
    List<List<Reading>> first = warm.subList(0, third);
    List<List<Reading>> last = warm.subList(warm.size() - third, warm.size());
    for (int process = 0; process < readings.get(0).size(); process++) {
      String name = readings.get(0).get(process).process();
      assertThat(median(last, process, Reading::residentKib))
          .as("resident memory of %s, KiB", name)
          .isLessThan((long) (1.1 * median(first, process, Reading::residentKib)));
      assertThat(median(last, process, Reading::liveKib))
          .as("live heap of %s, KiB", name)
          .isLessThan((long) (1.25 * median(first, process, Reading::liveKib)) + 8 * 1024);
      assertThat(median(last, process, Reading::files))
          .as("open files of %s", name)
          .isLessThan((long) (1.1 * median(first, process, Reading::files)) + 10);
      assertThat(median(last, process, Reading::threads))
          .as("threads of %s", name)
          .isLessThan(median(first, process, Reading::threads) + 5);
    }
  }

  private static long median(
      List<List<Reading>> readings, int process, ToLongFunction<Reading> figure) {
    long[] sorted =
        readings.stream().mapToLong(all -> figure.applyAsLong(all.get(process))).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left).toMillis());
    }
  }
}
