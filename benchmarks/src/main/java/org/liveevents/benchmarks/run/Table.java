package org.liveevents.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** All that was measured, one row a competitor, in Markdown. */
final class Table {

  private static final String HEADER =
      """
      | | events/s | to `split`, each round | CPU us/event, own + broker | B/event out + internal | allocated B/event | peak MiB | kill -9 to work, s | latency typed, ms p50 / p99 | views | outputs |
      |---|---|---|---|---|---|---|---|---|---|---|
      """;

  private final List<Measured> all;
  private final Map<String, String> restores;
  private final Map<String, String> typedLatency;
  private final Map<String, String> viewLatency;

  Table(
      List<Measured> all,
      Map<String, String> restores,
      Map<String, String> typedLatency,
      Map<String, String> viewLatency) {
    this.all = List.copyOf(all);
    this.restores = Map.copyOf(restores);
    this.typedLatency = Map.copyOf(typedLatency);
    this.viewLatency = Map.copyOf(viewLatency);
  }

  String markdown() {
    StringBuilder table = new StringBuilder(HEADER);
    all.stream().map(Measured::competitor).distinct().forEach(name -> table.append(row(name)));
    return table.toString();
  }

  private String row(String name) {
    List<Measured> own = all.stream().filter(one -> one.competitor().equals(name)).toList();
    boolean exact = own.stream().allMatch(one -> one.differences().isEmpty());
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %s | %.1f + %.1f | %,.0f + %,.0f | %,.0f | %,.0f | %s | %s | %s | %s |%n",
        name,
        median(own, Measured::eventsPerSecond),
        ratios(own),
        median(own, Measured::cpuMicros),
        median(own, Measured::brokerMicros),
        median(own, Measured::outputBytes),
        median(own, Measured::internalBytes),
        median(own, Measured::allocatedBytes),
        median(own, Measured::peakMemory) / (1024 * 1024),
        restores.getOrDefault(name, "-"),
        typedLatency.getOrDefault(name, "-"),
        viewLatency.getOrDefault(name, "-"),
        exact ? "exact" : "WRONG");
  }

  private String ratios(List<Measured> own) {
    return own.stream()
        .flatMap(
            one ->
                all.stream()
                    .filter(
                        roof -> roof.competitor().equals("split") && roof.round() == one.round())
                    .map(
                        roof ->
                            String.format(
                                Locale.ROOT,
                                "%.2f",
                                one.eventsPerSecond() / roof.eventsPerSecond())))
        .collect(Collectors.joining(", "));
  }

  private static double median(List<Measured> own, ToDoubleFunction<Measured> what) {
    List<Double> sorted = new ArrayList<>(own.stream().mapToDouble(what).sorted().boxed().toList());
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
