package org.liveevents.benchmarks.query;

import io.javalin.Javalin;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final PrintStream out;

  @Option(names = "--students", description = "in the course: ${DEFAULT-VALUE}")
  private int students = 300;

  @Option(names = "--assignments", description = "in the course: ${DEFAULT-VALUE}")
  private int assignments = 60;

  @Option(names = "--askers", description = "connections, one question at a time: ${DEFAULT-VALUE}")
  private int askers = 8;

  @Option(names = "--rounds", description = "times each is measured, in turn: ${DEFAULT-VALUE}")
  private int rounds = 5;

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
    Path directory = Files.createTempDirectory("live-events-query");
    try (Pair pair = new Pair(directory)) {
      pair.start(0);
      pair.start(1);
      pair.grade(COURSE, students, assignments, 0);
      pair.awaitAll();
      points(pair);
      page(pair);
      cost(pair);
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
    List<String> targets =
        IntStream.range(0, 1000)
            .mapToObj(i -> Pair.path(COURSE, i % assignments, i * 7 % students))
            .toList();
    String hello = pair.ask(holder, targets.get(0));
    Javalin bare =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.startup.showOldJavalinVersionWarning = false;
                  config.routes.get(
                      "/*", context -> context.contentType("application/json").result(hello));
                })
            .start("127.0.0.1", 0);
    try {
      Map<String, Gets> all = new LinkedHashMap<>();
      all.put("hello", new Gets(bare.port(), targets));
      all.put("here", new Gets(pair.port(holder), targets));
      all.put("one hop", new Gets(pair.port(1 - holder), targets));
      all.forEach((name, gets) -> gets.full(askers, Duration.ofSeconds(seconds)));
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
        Gets.Outcome asked = gets.full(1, Duration.ofSeconds(seconds));
        check("page", asked, asked);
        double bare = micros(scan);
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

  private double micros(RawScan scan) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
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

  /** What questions cost the topology: how fast it works through events, asked and not asked. */
  private void cost(Pair pair) throws InterruptedException {
    List<String> targets =
        IntStream.range(0, 1000)
            .mapToObj(i -> Pair.path(COURSE, i % assignments, i * 7 % students))
            .toList();
    Gets gets = new Gets(pair.port(0), targets);
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int round = -1; round < 2 * rounds; round++) {
      boolean isAsked = round % 2 == 1;
      AtomicBoolean isDone = new AtomicBoolean(!isAsked);
      CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> ask(gets, isDone));
      long begin = System.nanoTime();
      for (int course = 1; course <= 20; course++) {
        pair.grade(course, Math.max(1, events / 400), 20, 1 + round + 1);
      }
      pair.awaitAll();
      double perSecond = 20 * 20 * Math.max(1, events / 400) * 1e9 / (System.nanoTime() - begin);
      isDone.set(true);
      asking.join();
      if (round >= 0) {
        add(rates, isAsked ? "asked" : "not asked", perSecond);
      }
    }
    out.printf(
        "events a second: %.0f not asked, %.0f asked %d times a second: %.2f%n%n",
        median(of(rates, "not asked")),
        median(of(rates, "asked")),
        rate,
        ratio(rates, "asked", "not asked"));
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
