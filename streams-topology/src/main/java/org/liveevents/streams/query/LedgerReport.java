package org.liveevents.streams.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.liveevents.streams.ledger.LedgerLine;

/**
 * The books of the raw topic.
 *
 * @param total over everything below
 * @param balanced whether every line balances
 * @param names per event name, over all partitions below
 * @param partitions in their order
 */
record LedgerReport(
    LedgerLine total, boolean balanced, List<Line> names, List<Partition> partitions)
    implements Wire {

  private static final char SEPARATOR = '/';

  /** Adds partitions up. */
  static LedgerReport of(Collection<Partition> parts) {
    List<Partition> partitions =
        parts.stream().sorted(Comparator.comparingInt(Partition::partition)).toList();
    Map<String, LedgerLine> names = new TreeMap<>();
    for (Partition partition : partitions) {
      for (Line line : partition.lines) {
        names.merge(line.key(), line.counts, LedgerLine::plus);
      }
    }
    List<Line> lines = lines(names);
    return new LedgerReport(
        total(lines), partitions.stream().allMatch(Partition::balanced), lines, partitions);
  }

  /** Adds reports up. */
  static LedgerReport join(Collection<LedgerReport> reports) {
    return of(reports.stream().flatMap(report -> report.partitions.stream()).toList());
  }

  /** Whether it has each of that many partitions, and each once. */
  boolean hasEachOnce(int count) {
    List<Integer> numbers = partitions.stream().map(Partition::partition).toList();
    return numbers.equals(IntStream.range(0, count).boxed().toList());
  }

  @Override
  public Freshness freshness() {
    return Freshness.of(partitions.stream().map(Partition::freshness).toList());
  }

  private static List<Line> lines(Map<String, LedgerLine> byKey) {
    List<Line> lines = new ArrayList<>();
    byKey.forEach((key, counts) -> lines.add(Line.of(key, counts)));
    return List.copyOf(lines);
  }

  private static LedgerLine total(List<Line> lines) {
    return lines.stream().map(Line::counts).reduce(LedgerLine.EMPTY, LedgerLine::plus);
  }

  /**
   * One partition's books.
   *
   * @param total over its lines
   * @param balanced whether each of its lines balances
   */
  record Partition(
      int partition, LedgerLine total, boolean balanced, List<Line> lines, Freshness freshness) {

    /** From the ledger store's lines by their keys. */
    static Partition of(int partition, Map<String, LedgerLine> byKey, Freshness freshness) {
      List<Line> lines = LedgerReport.lines(new TreeMap<>(byKey));
      return new Partition(
          partition,
          LedgerReport.total(lines),
          lines.stream().allMatch(line -> line.counts.balances()),
          lines,
          freshness);
    }
  }

  /**
   * One event name's counts.
   *
   * @param format {@code canvas}, {@code caliper}, or {@code unread} for what was rejected
   */
  record Line(String format, String eventName, LedgerLine counts) {

    private static Line of(String key, LedgerLine counts) {
      int end = key.indexOf(SEPARATOR);
      return new Line(key.substring(0, Math.max(0, end)), key.substring(end + 1), counts);
    }

    private String key() {
      return format + SEPARATOR + eventName;
    }
  }
}
