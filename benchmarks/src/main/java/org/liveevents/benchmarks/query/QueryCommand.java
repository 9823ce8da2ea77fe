package org.liveevents.benchmarks.query;

import io.javalin.Javalin;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
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

  private static final int COURSE = 0;

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

  /** How many times events have been written for the topology to work through. */
  private int told;

  /** Prints to that. */
  public QueryCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("live-events-query");
    try (Pair pair = new Pair(directory)) {
      pair.start(0);
      pair.start(1);
      pair.grade(COURSE, students, assignments, 0);
      pair.awaitAll();
      if (parts.contains(Part.GRADE)) {
        points(pair);
      }
      if (parts.contains(Part.PAGE)) {
        page(pair);
      }
      if (parts.contains(Part.COST)) {
        cost(pair);
      }
      if (restore > 0) {
        restore(pair, directory);
      }
    } finally {
      Utils.delete(directory.toFile());
    }
    return 0;
  }

  /** One grade, here and with a hop, beside a server that says as much without looking. */
  private void points(Pair pair) throws InterruptedException {
    int holder = pair.holder(COURSE);
    List<String> targets = grades();
    Javalin bare = bare(pair.ask(holder, targets.get(0)));
    try {
      Map<String, Gets> all = new LinkedHashMap<>();
      all.put("hello", new Gets(bare.port(), targets));
      all.put("here", new Gets(pair.port(holder), targets));
      all.put("one hop", new Gets(pair.port(1 - holder), targets));
      all.forEach((name, gets) -> gets.full(askers, Duration.ofSeconds(warmUp)));
      Map<String, List<Double>> rates = new LinkedHashMap<>();
      Map<String, List<Double>> medians = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        all.forEach(
            (name, gets) -> {
              Gets.Outcome full = gets.full(askers, Duration.ofSeconds(seconds));
              Gets.Outcome alone = gets.full(1, Duration.ofSeconds(seconds));
              check(name, full, alone);
              add(rates, name, full.perSecond());
              add(medians, name, (double) alone.medianMicros());
            });
      }
      out.printf("%-10s %12s %10s %18s%n", "one grade", "per s", "of hello", "alone, median us");
      rates.forEach(
          (name, each) ->
              out.printf(
                  "%-10s %12.0f %10.2f %18.0f%n",
                  name, median(each), ratio(rates, name, "hello"), median(of(medians, name))));
      out.printf(
          "one hop takes %.2f of the time here, and %.2f of the capacity%n%n",
          ratio(medians, "one hop", "here"), ratio(rates, "here", "one hop"));
    } finally {
      bare.stop();
    }
  }

  /** All grades of the course on one page, beside a bare scan of as many rows. */
  private void page(Pair pair) throws InterruptedException {
    int rows = students * assignments;
    String target = "/v1/courses/" + Pair.course(COURSE) + "/grades?limit=" + rows;
    int holder = pair.holder(COURSE);
    Gets gets = new Gets(pair.port(holder), List.of(target));
    try (RawScan scan = new RawScan(pair.ask(holder, target))) {
      Map<String, List<Double>> micros = new LinkedHashMap<>();
      for (int round = -1; round < rounds; round++) {
        Duration length = Duration.ofSeconds(round < 0 ? warmUp : seconds);
        Gets.Outcome asked = gets.full(1, length);
        check("page", asked);
        double bare = micros(scan, length);
        if (round >= 0) {
          add(micros, "scan and write", bare);
          add(micros, "asked", (double) asked.medianMicros());
        }
      }
      out.printf(
          "a page of %d grades: %.1f ms asked, %.1f ms to scan and write: %.2f%n%n",
          rows,
          median(of(micros, "asked")) / 1000,
          median(of(micros, "scan and write")) / 1000,
          ratio(micros, "scan and write", "asked"));
    }
  }

  private double micros(RawScan scan, Duration length) {
    long end = System.nanoTime() + length.toNanos();
    List<Double> each = new ArrayList<>();
    while (System.nanoTime() < end) {
      long begin = System.nanoTime();
      scan.once();
      each.add((System.nanoTime() - begin) / 1e3);
    }
    if (scan.seen() == 0) {
      throw new IllegalStateException("nothing was scanned");
    }
    return median(each);
  }

  /**
   * What questions cost the topology: how fast it works through events while nobody asks, while a
   * bare server is asked, and while the topology is. The second tells how much of it all is the
   * askers' own work, and what any server would cost.
   */
  private void cost(Pair pair) throws InterruptedException {
    List<String> targets = grades();
    Javalin bare = bare(pair.ask(0, targets.get(0)));
    try {
      Map<String, Optional<Gets>> asked = new LinkedHashMap<>();
      asked.put("nobody", Optional.empty());
      asked.put("hello", Optional.of(new Gets(bare.port(), targets)));
      asked.put("topology", Optional.of(new Gets(pair.port(0), targets)));
      Map<String, List<Double>> rates = new LinkedHashMap<>();
      for (int round = -1; round < rounds; round++) {
        for (Map.Entry<String, Optional<Gets>> each : asked.entrySet()) {
          double perSecond = throughput(pair, each.getValue());
          if (round >= 0) {
            add(rates, each.getKey(), perSecond);
          }
        }
      }
      out.printf("%d questions a second to %10s %20s%n", rate, "events/s", "of nobody asked");
      rates.forEach(
          (name, each) ->
              out.printf("%26s %10.0f %20.2f%n", name, median(each), ratio(rates, name, "nobody")));
      out.printf("the topology, of hello: %.2f%n%n", ratio(rates, "topology", "hello"));
    } finally {
      bare.stop();
    }
  }

  /** Events a second while those questions are asked. */
  private double throughput(Pair pair, Optional<Gets> questions) throws InterruptedException {
    AtomicBoolean isDone = new AtomicBoolean();
    CompletableFuture<Void> asking =
        questions
            .map(gets -> CompletableFuture.runAsync(() -> ask(gets, isDone)))
            .orElseGet(() -> CompletableFuture.completedFuture(null));
    int students = Math.max(1, events / 400);
    long begin = System.nanoTime();
    told++;
    for (int course = 1; course <= 20; course++) {
      pair.grade(course, students, 20, told);
    }
    pair.awaitAll();
    double perSecond = 20 * 20 * students * 1e9 / (System.nanoTime() - begin);
    isDone.set(true);
    asking.join();
    return perSecond;
  }

  /** Grades of the course, all over it. */
  private List<String> grades() {
    return IntStream.range(0, 1000)
        .mapToObj(i -> Pair.path(COURSE, i % assignments, i * 7 % students))
        .toList();
  }

  /** A server that says as much without looking. */
  private static Javalin bare(String hello) {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.routes.get(
                  "/*", context -> context.contentType("application/json").result(hello));
            })
        .start("127.0.0.1", 0);
  }

  private void ask(Gets gets, AtomicBoolean isDone) {
    while (!isDone.get()) {
      Gets.Outcome asked = gets.paced(askers, Duration.ofSeconds(1), rate);
      check("meanwhile", asked);
    }
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

  private static void check(String name, Gets.Outcome... outcomes) {
    for (Gets.Outcome outcome : outcomes) {
      if (outcome.refused() > 0 || outcome.bytes() == 0) {
        throw new IllegalStateException(name + ": not everything was answered: " + outcome);
      }
    }
  }

  private static void add(Map<String, List<Double>> all, String name, double value) {
    all.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  private static List<Double> of(Map<String, List<Double>> all, String name) {
    return all.getOrDefault(name, List.of());
  }

  /** The median of what one was of the other in each round. */
  private static double ratio(Map<String, List<Double>> all, String one, String other) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < of(all, one).size(); round++) {
      ratios.add(of(all, one).get(round) / of(all, other).get(round));
    }
    return median(ratios);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
