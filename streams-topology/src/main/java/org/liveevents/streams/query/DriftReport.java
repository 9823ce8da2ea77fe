package org.liveevents.streams.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liveevents.streams.validate.DriftLog;

/**
 * What came that nobody foresaw.
 *
 * @param since when the first of the instances began to count
 * @param completeSince when the last of them did: what came before may be missing
 * @param total over all lines
 * @param lines the most frequent first
 * @param freshness of the partitions it was counted from
 */
record DriftReport(
    Instant since,
    Instant completeSince,
    long total,
    List<DriftLog.Line> lines,
    @JsonProperty(access = Access.WRITE_ONLY) Freshness freshness)
    implements Wire {

  private static final Comparator<DriftLog.Line> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(DriftLog.Line::count)
          .reversed()
          .thenComparing(DriftLog.Line::format)
          .thenComparing(DriftLog.Line::eventName)
          .thenComparing(DriftLog.Line::kind)
          .thenComparing(DriftLog.Line::path);

  /** Of one instance. */
  static DriftReport of(Instant since, Collection<DriftLog.Line> lines, Freshness freshness) {
    return new DriftReport(
        since,
        since,
        lines.stream().mapToLong(DriftLog.Line::count).sum(),
        lines.stream().sorted(MOST_FREQUENT_FIRST).toList(),
        freshness);
  }

  /** Adds reports up; there is at least one. */
  static DriftReport join(Collection<DriftReport> reports, Freshness freshness) {
    Map<List<String>, DriftLog.Line> sums = new LinkedHashMap<>();
    for (DriftReport report : reports) {
      for (DriftLog.Line line : report.lines) {
        sums.merge(
            List.of(line.format(), line.eventName(), line.kind(), line.path()),
            line,
            DriftReport::plus);
      }
    }
    DriftReport joined = of(reports.iterator().next().since, sums.values(), freshness);
    return new DriftReport(
        reports.stream().map(DriftReport::since).min(Comparator.naturalOrder()).orElseThrow(),
        reports.stream()
            .map(DriftReport::completeSince)
            .max(Comparator.naturalOrder())
            .orElseThrow(),
        joined.total,
        joined.lines,
        freshness);
  }

  private static DriftLog.Line plus(DriftLog.Line one, DriftLog.Line other) {
    return new DriftLog.Line(
        one.format(), one.eventName(), one.kind(), one.path(), one.count() + other.count());
  }
}
