package org.liveevents.quickstart.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liveevents.quickstart.simulation.Expectation.TypedTopic;

/** Tells a person what the pipeline made of the simulated Canvas. */
final class Report {

  private static final int TOPICS_SHOWN = 10;

  /** How many grades and how many students are shown. */
  static final int SHOWN = 5;

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void figures(int messages, Observed observed) {
    heading("What happened");
    row("Messages sent by the simulated Canvas", messages, "over SQS and signed webhooks");
    row("Events received", observed.received(), "batches taken apart");
    row("Distinct events forwarded", observed.forwarded(), "each once, to a topic of its name");
    row("Duplicates removed", observed.received() - observed.forwarded(), "");
    row("Put in order", observed.disordered(), "arrived after a later event of their scope");
    row("Late", observed.late().size(), "forwarded at once and marked");
    row("From the future", observed.future().size(), "marked, and kept out of the views");
    row(
        "Rejected",
        observed.rejected().keySet().stream().mapToLong(observed::rejected).sum(),
        "kept with their bytes and the reason:");
    observed.rejected().keySet().stream()
        .sorted()
        .forEach(code -> row("  " + code, observed.rejected(code), ""));
  }

  void ledger(LedgerFigures ledger) {
    heading("Ledger");
    out.printf(
        Locale.ROOT,
        "  %,d received = %,d forwarded + %,d duplicate + %,d rejected + %,d pending: %s%n",
        ledger.received(),
        ledger.forwarded(),
        ledger.duplicate(),
        ledger.rejected(),
        ledger.pending(),
        ledger.balances() ? "it balances" : "IT DOES NOT BALANCE");
  }

  void topics(Observed observed) {
    heading("Typed topics");
    List<TypedTopic> topics =
        observed.typed().keySet().stream()
            .sorted(
                Comparator.comparingLong(observed::count)
                    .reversed()
                    .thenComparing(TypedTopic::label))
            .toList();
    for (TypedTopic topic : topics.subList(0, Math.min(TOPICS_SHOWN, topics.size()))) {
      row(topic.label(), observed.count(topic), topic.format().label());
    }
    if (topics.size() > TOPICS_SHOWN) {
      out.printf(Locale.ROOT, "  and %d more%n", topics.size() - TOPICS_SHOWN);
    }
  }

  void course(
      String course,
      Optional<JsonNode> summary,
      Optional<JsonNode> grades,
      Optional<JsonNode> progress) {
    heading("Course " + course + ", asked over HTTP");
    summary.ifPresent(json -> out.println("  " + text(json, "name")));
    items(grades)
        .forEach(
            grade ->
                out.printf(
                    Locale.ROOT,
                    "  student %-12s assignment %-12s grade %-6s at %s%n",
                    text(grade, "student"),
                    text(grade, "assignment"),
                    text(grade, "grade"),
                    text(grade, "event_time")));
    items(progress)
        .forEach(
            step ->
                out.printf(
                    Locale.ROOT,
                    "  student %-12s %s of %s requirements met%n",
                    text(step, "student"),
                    text(step, "requirement_completed_count"),
                    text(step, "requirement_count")));
  }

  void verdict(List<String> mismatches) {
    heading("Verdict");
    if (mismatches.isEmpty()) {
      out.println("  Every figure is what the simulation knows to be true.");
    }
    for (String mismatch : mismatches) {
      out.println("  MISMATCH " + mismatch);
    }
  }

  void heading(String text) {
    out.printf("%n%s%n", text);
  }

  private void row(String what, long count, String remark) {
    out.println("  %-38s %,8d  %s".formatted(what, count, remark).stripTrailing());
  }

  private static List<JsonNode> items(Optional<JsonNode> page) {
    return page.map(json -> json.path("items").valueStream().limit(SHOWN).toList())
        .orElse(List.of());
  }

  private static String text(JsonNode json, String name) {
    JsonNode found = json.findValue(name);
    return found == null || found.isNull() ? "-" : found.asText();
  }
}
