package org.liveevents.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.liveevents.audit.Damage;
import org.liveevents.audit.Report;

/** Appends a line a schedule to a file, as it comes. */
final class FaultLog {

  private static final String HEADINGS =
      "at,seed,faults,sent,events,copies,acknowledged_and_lost,lost,twice,out_of_order,"
          + "wrong_state,other_damage,longest_webhook_gap_s,longest_stall_s,settled_after_s\n";

  private final Path file;

  FaultLog(Path file) {
    this.file = file;
  }

  /**
   * One schedule's figures.
   *
   * @param gap the longest time in which no webhook was taken
   * @param stall the longest time in which nothing came out, while something was going in
   * @param settled how long after the last fault everything was out
   */
  record Line(
      long seed,
      List<Fault> faults,
      int sent,
      Report report,
      int acknowledgedAndLost,
      Duration gap,
      Duration stall,
      Duration settled) {}

  void add(Line line) {
    Report report = line.report;
    long known =
        report.damages(Damage.LOST)
            + report.damages(Damage.TWICE)
            + report.damages(Damage.OUT_OF_ORDER)
            + report.damages(Damage.WRONG_STATE);
    String text =
        String.format(
            Locale.ROOT,
            "%s,%d,%s,%d,%d,%d,%d,%d,%d,%d,%d,%d,%.1f,%.1f,%.1f%n",
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            line.seed,
            line.faults.stream()
                .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" ")),
            line.sent,
            report.counted("events"),
            report.counted("copies"),
            line.acknowledgedAndLost,
            report.damages(Damage.LOST),
            report.damages(Damage.TWICE),
            report.damages(Damage.OUT_OF_ORDER),
            report.damages(Damage.WRONG_STATE),
            report.damages() - known,
            line.gap.toMillis() / 1000.0,
            line.stall.toMillis() / 1000.0,
            line.settled.toMillis() / 1000.0);
    System.out.print(text);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.exists(file)) {
        Files.writeString(file, HEADINGS);
      }
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
