package org.liveevents.benchmarks.query;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.liveevents.benchmarks.figures.Rounds;

/** All grades of the course on one page, beside a bare scan of as many rows. */
record WholePage(Pair pair, AskedCourse course, Turns turns) {

  private static final String ASKED = "asked";
  private static final String BARE = "scan and write";

  void measure(PrintStream out) throws InterruptedException {
    int holder = pair.holder(AskedCourse.NUMBER);
    Gets gets = new Gets(pair.port(holder), List.of(course.page()));
    try (RawScan scan = new RawScan(pair.ask(holder, course.page()))) {
      Rounds micros = new Rounds();
      for (int round = -1; round < turns.rounds(); round++) {
        Duration length = round < 0 ? turns.warmUp() : turns.length();
        Gets.Outcome asked = gets.full(1, length).answering("page");
        double bare = micros(scan, length);
        if (round >= 0) {
          micros.add(BARE, bare);
          micros.add(ASKED, asked.medianMicros());
        }
      }
      out.printf(
          "a page of %d grades: %.1f ms asked, %.1f ms to scan and write: %.2f%n%n",
          course.grades(),
          micros.median(ASKED) / 1000,
          micros.median(BARE) / 1000,
          micros.ratio(BARE, ASKED));
    }
  }

  private static double micros(RawScan scan, Duration length) {
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
    return Rounds.median(each);
  }
}
