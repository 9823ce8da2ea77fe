package org.liveevents.benchmarks.query;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Utils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Questions beside their roofs, in turn, in the same run. */
@Command(
    name = "query",
    description =
        "Questions beside a bare HTTP server, a bare range scan and a topology nobody asks.",
    mixinStandardHelpOptions = true)
public final class QueryCommand implements Callable<Integer> {

  /** What can be measured. */
  enum Part {
    GRADE,
    PAGE,
    COST
  }

  private final PrintStream out;

  @Option(names = "--students", description = "in the course: ${DEFAULT-VALUE}")
  private int students = 300;

  @Option(names = "--assignments", description = "in the course: ${DEFAULT-VALUE}")
  private int assignments = 60;

  @Option(names = "--askers", description = "connections, one question at a time: ${DEFAULT-VALUE}")
  private int askers = 8;

  @Option(names = "--rounds", description = "times each is measured, in turn: ${DEFAULT-VALUE}")
  private int rounds = 5;

  @Option(
      names = "--warm-up",
      description = "seconds each is asked before, while the JVM compiles: ${DEFAULT-VALUE}")
  private int warmUp = 20;

  @Option(
      names = "--of",
      split = ",",
      description = "what is measured, some of ${COMPLETION-CANDIDATES}: all")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(names = "--seconds", description = "how long each time: ${DEFAULT-VALUE}")
  private int seconds = 5;

  @Option(
      names = "--events",
      description = "how many the topology works through, asked and not asked: ${DEFAULT-VALUE}")
  private int events = 200_000;

  @Option(
      names = "--rate",
      description = "questions a second it is asked meanwhile: ${DEFAULT-VALUE}")
  private int rate = 500;

  @Option(
      names = "--restore",
      description = "how many entries are restored into an empty directory: ${DEFAULT-VALUE}")
  private int restore;

  /** Prints to that. */
  public QueryCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    AskedCourse course = new AskedCourse(students, assignments);
    Turns turns =
        new Turns(rounds, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), askers);
    Path directory = Files.createTempDirectory("live-events-query");
    try (Pair pair = new Pair(directory)) {
      pair.start(0);
      pair.start(1);
      pair.grade(AskedCourse.NUMBER, students, assignments, 0);
      pair.awaitAll();
      if (parts.contains(Part.GRADE)) {
        new SingleGrades(pair, course, turns).measure(out);
      }
      if (parts.contains(Part.PAGE)) {
        new WholePage(pair, course, turns).measure(out);
      }
      if (parts.contains(Part.COST)) {
        new WorkWhileAsked(pair, course, turns, events, rate).measure(out);
      }
      if (restore > 0) {
        restore(pair, directory);
      }
    } finally {
      Utils.delete(directory.toFile());
    }
    return 0;
  }

  /** From the start with an empty directory until every partition is answered for. */
  private void restore(Pair pair, Path directory) throws Exception {
    int perCourse = 10_000;
    for (int course = 0; course < Math.max(1, restore / perCourse); course++) {
      pair.grade(1000 + course, Math.max(1, Math.min(restore, perCourse) / 20), 20, 0);
    }
    pair.awaitAll();
    pair.stop();
    for (int number = 0; number < 2; number++) {
      Utils.delete(directory.resolve("state-" + number).toFile());
    }
    long begin = System.nanoTime();
    pair.start(0);
    pair.awaitAll();
    out.printf(
        "restored %d entries into an empty directory in %.1f s%n",
        restore, (System.nanoTime() - begin) / 1e9);
  }
}
