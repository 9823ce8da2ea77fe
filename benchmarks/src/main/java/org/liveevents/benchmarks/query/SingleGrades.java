package org.liveevents.benchmarks.query;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liveevents.benchmarks.figures.Rounds;

/** One grade, here and with a hop, beside a server that says as much without looking. */
record SingleGrades(Pair pair, AskedCourse course, Turns turns) {

  void measure(PrintStream out) throws InterruptedException {
    int holder = pair.holder(AskedCourse.NUMBER);
    List<String> targets = course.single();
    try (Hello hello = new Hello(pair.ask(holder, targets.get(0)))) {
      Map<String, Gets> all = new LinkedHashMap<>();
      all.put("hello", new Gets(hello.port(), targets));
      all.put("here", new Gets(pair.port(holder), targets));
      all.put("one hop", new Gets(pair.port(1 - holder), targets));
      all.values().forEach(gets -> gets.full(turns.askers(), turns.warmUp()));
      Rounds rates = new Rounds();
      Rounds medians = new Rounds();
      for (int round = 0; round < turns.rounds(); round++) {
        all.forEach((name, gets) -> measure(name, gets, rates, medians));
      }
      print(out, rates, medians);
    }
  }

  private void measure(String name, Gets gets, Rounds rates, Rounds medians) {
    Duration length = turns.length();
    rates.add(name, gets.full(turns.askers(), length).answering(name).perSecond());
    medians.add(name, gets.full(1, length).answering(name).medianMicros());
  }

  private static void print(PrintStream out, Rounds rates, Rounds medians) {
    out.printf("%-10s %12s %10s %18s%n", "one grade", "per s", "of hello", "alone, median us");
    rates.forEachMedian(
        (name, rate) ->
            out.printf(
                "%-10s %12.0f %10.2f %18.0f%n",
                name, rate, rates.ratio(name, "hello"), medians.median(name)));
    out.printf(
        "one hop takes %.2f of the time here, and %.2f of the capacity%n%n",
        medians.ratio("one hop", "here"), rates.ratio("here", "one hop"));
  }
}
