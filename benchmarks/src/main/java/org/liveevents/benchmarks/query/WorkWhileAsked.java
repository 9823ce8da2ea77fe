package org.liveevents.benchmarks.query;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.liveevents.benchmarks.figures.Rounds;

/**
 * What questions cost the topology: how fast it works through events while nobody asks, while a
 * bare server is asked, and while the topology is. The second tells how much of it all is the
 * askers' own work, and what any server would cost.
 */
final class WorkWhileAsked {

  private static final int COURSES = 20;
  private static final int ASSIGNMENTS = 20;

  private final Pair pair;
  private final AskedCourse course;
  private final Turns turns;
  private final int students;
  private final int rate;

  /** How many times events have been written for the topology to work through. */
  private int told;

  /**
   * What is to be measured.
   *
   * @param events about how many the topology works through each time
   * @param rate questions a second
   */
  WorkWhileAsked(Pair pair, AskedCourse course, Turns turns, int events, int rate) {
    this.pair = pair;
    this.course = course;
    this.turns = turns;
    this.students = Math.max(1, events / (COURSES * ASSIGNMENTS));
    this.rate = rate;
  }

  void measure(PrintStream out) throws InterruptedException {
    List<String> targets = course.single();
    try (Hello hello = new Hello(pair.ask(0, targets.get(0)))) {
      Map<String, Optional<Gets>> asked = new LinkedHashMap<>();
      asked.put("nobody", Optional.empty());
      asked.put("hello", Optional.of(new Gets(hello.port(), targets)));
      asked.put("topology", Optional.of(new Gets(pair.port(0), targets)));
      List<String> names = new ArrayList<>(asked.keySet());
      Rounds rates = new Rounds();
      for (int round = -1; round < turns.rounds(); round++) { // the first one warms up
        for (String name : names) {
          double perSecond = throughput(asked.getOrDefault(name, Optional.empty()));
          if (round >= 0) {
            rates.add(name, perSecond);
          }
        }
        if (round >= 0) {
          Collections.rotate(names, 1); // What is known grows, and is to weigh on all alike.
        }
      }
      print(out, rates);
    }
  }

  private void print(PrintStream out, Rounds rates) {
    out.printf("%d questions a second to %10s %20s%n", rate, "events/s", "of nobody asked");
    rates.forEachMedian(
        (name, perSecond) ->
            out.printf("%26s %10.0f %20.2f%n", name, perSecond, rates.ratio(name, "nobody")));
    out.printf("the topology, of hello: %.2f%n%n", rates.ratio("topology", "hello"));
  }

  /** Events a second while those questions are asked. */
  private double throughput(Optional<Gets> questions) throws InterruptedException {
    AtomicBoolean isDone = new AtomicBoolean();
    CompletableFuture<Void> asking =
        questions
            .map(gets -> CompletableFuture.runAsync(() -> ask(gets, isDone)))
            .orElseGet(() -> CompletableFuture.completedFuture(null));
    long begin = System.nanoTime();
    told++;
    for (int number = 1; number <= COURSES; number++) {
      pair.grade(number, students, ASSIGNMENTS, told);
    }
    pair.awaitAll();
    double perSecond = COURSES * ASSIGNMENTS * students * 1e9 / (System.nanoTime() - begin);
    isDone.set(true);
    asking.join();
    return perSecond;
  }

  private void ask(Gets gets, AtomicBoolean isDone) {
    while (!isDone.get()) {
      gets.paced(turns.askers(), Duration.ofSeconds(1), rate).answering("meanwhile");
    }
  }
}
