package org.liveevents.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the topics say the ledger should say. */
final class Books {

  private static final List<String> COUNTERS =
      List.of("received", "forwarded", "duplicate", "rejected", "late", "future");

  private final Map<String, Map<String, Long>> lines = new TreeMap<>();

  void add(String line, String counter, long count) {
    lines.computeIfAbsent(line, key -> new HashMap<>()).merge(counter, count, Long::sum);
  }

  /** Compares them with the answer of {@code /v1/ledger}. */
  void compare(JsonNode ledger, Report report) {
    if (!ledger.path("balanced").asBoolean()) {
      report.found(Damage.WRONG_LEDGER, "it doesn't balance");
    }
    Map<String, Map<String, Long>> told = new TreeMap<>();
    for (JsonNode line : ledger.path("names")) {
      Map<String, Long> counts = new HashMap<>();
      COUNTERS.forEach(
          counter -> counts.put(counter, line.path("counts").path(counter).longValue()));
      told.put(line.path("format").asText() + "/" + line.path("event_name").asText(), counts);
    }
    Map<String, Map<String, Long>> all = new TreeMap<>(lines);
    told.keySet().forEach(line -> all.putIfAbsent(line, Map.of()));
    all.forEach(
        (line, counts) -> {
          for (String counter : COUNTERS) {
            long is = counts.getOrDefault(counter, 0L);
            long says = told.getOrDefault(line, Map.of()).getOrDefault(counter, 0L);
            if (is != says) {
              report.found(
                  Damage.WRONG_LEDGER,
                  line + " " + counter + ": the ledger says " + says + ", the topics " + is);
            }
          }
        });
  }
}
