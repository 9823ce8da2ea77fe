package org.liveevents.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liveevents.audit.sort.SortKey;
import org.liveevents.audit.sort.Sorter;

/**
 * Looks at all raw and typed records of one JSON value together: how often it should have left, how
 * often it did, and whether what left is what came.
 */
final class LifePass {

  /** What an hour of a course counts is said under this name. */
  static final String ACTIVITY = "activity";

  private final Scope scope;
  private final Sorter objects;
  private final Sorter sayings;
  private final Books books;
  private final Report report;
  private boolean early;

  LifePass(Scope scope, Sorter objects, Sorter sayings, Books books, Report report) {
    this.scope = scope;
    this.objects = objects;
    this.sayings = sayings;
    this.books = books;
    this.report = report;
  }

  void run(Sorter lives) {
    early = report.counted("marked early") > 0;
    lives.groups((value, rows) -> life(rows));
  }

  private void life(List<JsonNode> rows) {
    List<JsonNode> raw = rows.stream().filter(row -> !row.has("place")).toList();
    List<JsonNode> typed = rows.stream().filter(row -> row.has("place")).toList();
    if (raw.isEmpty()) {
      typed.stream()
          .filter(row -> scope.holdsArrival(arrival(row)))
          .forEach(row -> report.found(Damage.INVENTED, place(row)));
      return;
    }
    List<JsonNode> first = firsts(raw);
    count(first, typed);
    typed.forEach(row -> compare(raw, row));
    say(first, typed);
  }

  /** Those of the copies that are none: nobody remembers one before them. */
  private List<JsonNode> firsts(List<JsonNode> raw) {
    List<JsonNode> firsts = new ArrayList<>();
    Map<Integer, Long> rememberedUntil = new HashMap<>();
    for (JsonNode copy : raw) {
      int partition = copy.path("partition").intValue();
      long until = rememberedUntil.getOrDefault(partition, Long.MIN_VALUE);
      if (copy.path("clock").longValue() > until) {
        firsts.add(copy);
        long from = Math.max(copy.path("time").longValue(), copy.path("arrival").longValue());
        rememberedUntil.put(partition, from + scope.expected().window().toMillis());
      } else {
        report.count("copies");
        books.add(copy.path("line").textValue(), "duplicate", 1);
      }
    }
    return firsts;
  }

  private void count(List<JsonNode> first, List<JsonNode> typed) {
    long due = first.stream().filter(this::isDue).count();
    long mine =
        typed.stream().filter(row -> scope.isWhole() || scope.holdsArrival(arrival(row))).count();
    if (typed.size() < due) {
      if (isForgotten(first.get(0))) {
        report.count("not decided: older than their topic keeps records");
      } else {
        report.found(Damage.LOST, rawPlace(first.get(first.size() - 1)));
      }
    } else if (mine > first.size()) {
      report.found(Damage.TWICE, place(typed.get(typed.size() - 1)));
    }
    report.count("events", first.size());
    if (due < first.size()) {
      report.count(Report.UNDECIDED, first.size() - due);
    }
  }

  private boolean isDue(JsonNode raw) {
    return raw.path("consumed").booleanValue()
        && (isFuture(raw)
            || scope.isRipe(raw.path("time").longValue(), raw.path("arrival").longValue()));
  }

  private boolean isFuture(JsonNode raw) {
    return raw.path("time").longValue()
        > raw.path("arrival").longValue() + scope.expected().maxSkew().toMillis();
  }

  private boolean isForgotten(JsonNode raw) {
    Optional<Duration> kept =
        scope.topics().retention(scope.expected().prefix() + "." + raw.path("topic").textValue());
    return kept.isPresent()
        && raw.path("time").longValue() < scope.expected().now().minus(kept.get()).toEpochMilli();
  }

  /** A typed record is one of its raw records, byte for byte, and marked as that deserves. */
  private void compare(List<JsonNode> raw, JsonNode typed) {
    @Nullable JsonNode origin = null;
    for (JsonNode copy : raw) {
      if (same(copy, typed, "bytes")
          && same(copy, typed, "source")
          && same(copy, typed, "received")) {
        origin = copy;
        if (timestamp(copy) == typed.path("timestamp").longValue()) {
          break;
        }
      }
    }
    if (origin == null) {
      if (scope.isWhole() || scope.holdsArrival(arrival(typed))) {
        report.found(Damage.WRONG_RECORD, place(typed) + " is none of its raw records");
      }
      return;
    }
    if (timestamp(origin) != typed.path("timestamp").longValue()) {
      report.found(Damage.WRONG_RECORD, place(typed) + " has a wrong timestamp");
    }
    if (isFuture(origin) != typed.path("future").booleanValue()) {
      report.found(Damage.WRONG_RECORD, place(typed) + " has a wrong ce_future");
    }
    if (typed.path("late").booleanValue()
        && !early
        && !scope.mayBeLate(origin.path("time").longValue(), origin.path("clock").longValue())) {
      report.count(Report.LATE_IN_TIME);
    }
  }

  private static long timestamp(JsonNode raw) {
    return Math.max(0, Math.min(raw.path("time").longValue(), raw.path("arrival").longValue()));
  }

  /** What it says to the views: of its course, or of an object whose course is to be found. */
  private void say(List<JsonNode> first, List<JsonNode> typed) {
    JsonNode event = first.get(0);
    boolean isInvalid = typed.stream().anyMatch(row -> row.path("invalid").booleanValue());
    if (isFuture(event) || isInvalid) {
      return;
    }
    boolean settled =
        first.stream()
            .allMatch(
                row ->
                    row.path("consumed").booleanValue()
                        && scope.isSettled(row.path("arrival").longValue()));
    String course = event.path("course").textValue();
    for (JsonNode saying : event.path("said")) {
      ObjectNode said = saying.deepCopy();
      said.put("settled", settled);
      StatePass.say(course, said, objects, sayings);
    }
    if (course != null) {
      String hour =
          Instant.ofEpochMilli(event.path("time").longValue())
              .truncatedTo(ChronoUnit.HOURS)
              .toString();
      long times = first.stream().filter(row -> !isFuture(row)).count();
      ObjectNode said = JsonNodeFactory.instance.objectNode();
      said.put("course", course)
          .put("hour", hour)
          .put("format", event.path("format").textValue())
          .put("name", event.path("label").textValue())
          .put("times", times)
          .put("settled", settled);
      String key = StatePass.key(course, hour);
      sayings.add(ACTIVITY + " " + key, SortKey.of(), said);
    }
  }

  private static boolean same(JsonNode one, JsonNode other, String field) {
    return one.path(field).equals(other.path(field));
  }

  /**
   * When a typed record arrived; before all time if it doesn't say, so that nothing is said of it
   * where its raw record may have been left out.
   */
  private static long arrival(JsonNode typed) {
    try {
      return Instant.parse(typed.path("received").textValue()).toEpochMilli();
    } catch (DateTimeParseException e) { // raw records of others need not say
      return Long.MIN_VALUE;
    }
  }

  private static String place(JsonNode typed) {
    return typed.path("place").textValue();
  }

  private static String rawPlace(JsonNode raw) {
    return raw.path("topic").textValue()
        + " of raw/"
        + raw.path("partition")
        + ":"
        + raw.path("offset");
  }
}
