package org.liveevents.quickstart.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.EventId;
import org.liveevents.event.Payload;
import org.liveevents.event.RejectionCode;
import org.liveevents.quickstart.simulation.Expectation;
import org.liveevents.quickstart.simulation.Expectation.TypedTopic;
import org.liveevents.quickstart.simulation.Fact.Graded;
import org.liveevents.quickstart.simulation.Fact.Progressed;

/** Compares what is found with what is expected, and puts each difference into a sentence. */
final class Verification {

  private final Expectation expected;
  private final List<String> mismatches = new ArrayList<>();

  private Verification(Expectation expected) {
    this.expected = expected;
  }

  /** Every difference in the topics; empty if all is as it must be. */
  static List<String> ofTopics(Expectation expected, Observed observed) {
    Verification verification = new Verification(expected);
    verification.typedTopics(observed);
    verification.marks(observed);
    verification.rejected(observed);
    return List.copyOf(verification.mismatches);
  }

  /** Every difference in the answers of the query API; empty if all is as it must be. */
  static List<String> ofAnswers(Expectation expected, LedgerFigures ledger, QueryClient query)
      throws InterruptedException {
    Verification verification = new Verification(expected);
    verification.ledger(ledger);
    verification.grades(query);
    verification.progress(query);
    return List.copyOf(verification.mismatches);
  }

  private void ledger(LedgerFigures ledger) {
    same("ledger, received", expected.received(), ledger.received());
    same("ledger, forwarded", expected.distinct(), ledger.forwarded());
    same("ledger, duplicate", expected.duplicates(), ledger.duplicate());
    same("ledger, pending", 0, ledger.pending());
    same("ledger, late", expected.late().size(), ledger.late());
    same("ledger, future", expected.future().size(), ledger.future());
    same("ledger balances", true, ledger.balances());
  }

  private void typedTopics(Observed observed) {
    same("raw records", expected.received(), observed.received());
    Set<TypedTopic> topics = new LinkedHashSet<>(expected.typed().keySet());
    topics.addAll(observed.typed().keySet());
    for (TypedTopic topic : topics) {
      Map<EventId, Integer> once = new HashMap<>();
      expected.typed().getOrDefault(topic, Set.of()).forEach(id -> once.put(id, 1));
      Map<EventId, Integer> found = observed.typed().getOrDefault(topic, Map.of());
      String name = topic.format().label() + " " + topic.label();
      same(name + ", count", once.values().stream().mapToInt(i -> i).sum(), observed.count(topic));
      if (!once.equals(found)) {
        mismatches.add(name + ": other events than expected, or one of them twice");
      }
    }
    same("events out of order within their scope", 0, observed.misplaced());
  }

  private void marks(Observed observed) {
    if (!expected.late().equals(observed.late())) {
      mismatches.add(
          "other events are marked late: " + difference(expected.late(), observed.late()));
    }
    if (!expected.future().equals(observed.future())) {
      mismatches.add(
          "other events are marked as from the future: "
              + difference(expected.future(), observed.future()));
    }
  }

  private static String difference(Set<EventId> expected, Set<EventId> found) {
    Set<EventId> missing = new TreeSet<>(expected);
    missing.removeAll(found);
    Set<EventId> surplus = new TreeSet<>(found);
    surplus.removeAll(expected);
    return "%d not marked, %d marked for nothing".formatted(missing.size(), surplus.size());
  }

  private void rejected(Observed observed) {
    Set<String> codes = new TreeSet<>(observed.rejected().keySet());
    expected.rejected().keySet().forEach(code -> codes.add(code.code()));
    Map<String, List<Payload>> payloads = new HashMap<>();
    for (Map.Entry<RejectionCode, List<Payload>> entry : expected.rejected().entrySet()) {
      payloads.put(entry.getKey().code(), entry.getValue());
    }
    for (String code : codes) {
      List<Payload> originals = payloads.getOrDefault(code, List.of());
      same("rejected as " + code, originals.size(), observed.rejected(code));
      Map<Payload, Integer> counted = new HashMap<>();
      originals.forEach(original -> counted.merge(original, 1, Integer::sum));
      if (!counted.equals(observed.rejected().getOrDefault(code, Map.of()))) {
        mismatches.add("rejected as " + code + ": not the original bytes");
      }
    }
  }

  private void grades(QueryClient query) throws InterruptedException {
    for (Map.Entry<Expectation.Work, Expectation.Latest<Graded>> entry :
        expected.grades().entrySet()) {
      Graded fact = entry.getValue().fact();
      String name = "grade " + entry.getKey();
      Optional<JsonNode> answer = query.grade(entry.getKey());
      same(
          name + ", score",
          fact.score(),
          field(answer, "score").map(JsonNode::asDouble).orElse(null));
      same(name + ", event_id", entry.getValue().id().toString(), text(answer, "event_id"));
    }
  }

  private void progress(QueryClient query) throws InterruptedException {
    for (Map.Entry<?, Expectation.Latest<Progressed>> entry : expected.progress().entrySet()) {
      Progressed fact = entry.getValue().fact();
      String name = "progress " + entry.getKey();
      Optional<JsonNode> answer = query.progress(fact.student());
      same(
          name + ", completed",
          fact.completed(),
          field(answer, "requirement_completed_count").map(JsonNode::asInt).orElse(null));
      same(name + ", completed_at", fact.completedAt(), text(answer, "completed_at"));
    }
  }

  private static Optional<JsonNode> field(Optional<JsonNode> answer, String name) {
    return answer.map(json -> json.findValue(name)).filter(node -> !node.isNull());
  }

  private static @Nullable String text(Optional<JsonNode> answer, String name) {
    return field(answer, name).map(JsonNode::asText).orElse(null);
  }

  private void same(String what, @Nullable Object wanted, @Nullable Object found) {
    if (!Objects.equals(plain(wanted), plain(found))) {
      mismatches.add("%s: expected %s, found %s".formatted(what, wanted, found));
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Integer number ? Long.valueOf(number) : value;
  }
}
