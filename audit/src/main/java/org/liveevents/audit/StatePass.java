package org.liveevents.audit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.liveevents.audit.reference.Folds;
import org.liveevents.audit.reference.Same;
import org.liveevents.audit.sort.Row;
import org.liveevents.audit.sort.SortKey;
import org.liveevents.audit.sort.Sorter;

/** Folds what events say, key by key, and compares it with the state topics. */
final class StatePass {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Scope scope;
  private final Folds folds;
  private final Forgotten forgotten;
  private final Report report;

  StatePass(Scope scope, Folds folds, Forgotten forgotten, Report report) {
    this.scope = scope;
    this.folds = folds;
    this.forgotten = forgotten;
    this.report = report;
  }

  /** The last parts of the state topics' names. */
  Set<String> views() {
    Set<String> views = new TreeSet<>(folds.views());
    views.add(LifePass.ACTIVITY);
    return views;
  }

  /** Puts a saying to its course if there is one, and to its object if others need that. */
  static void say(@Nullable String course, ObjectNode said, Sorter objects, Sorter sayings) {
    JsonNode object = said.path("object");
    boolean tells = said.path("tells").booleanValue();
    if (course != null) {
      sayings.add(group(said, course), SortKey.of(), said);
      if (tells) {
        ObjectNode telling = JsonNodeFactory.instance.objectNode().put("course", course);
        objects.add(object.textValue(), SortKey.of().number(0), telling);
      }
    } else if (object.isTextual() && !tells) {
      objects.add(object.textValue(), SortKey.of().number(1), said);
    }
  }

  /** The key of a state value. */
  static String key(String course, String rest) {
    return Folds.key(course, rest);
  }

  private static String group(JsonNode said, String course) {
    return said.path("view").textValue() + " " + key(course, said.path("rest").textValue());
  }

  /**
   * Finds the course of what names only an object. Where an object had several, which one held when
   * it was asked for isn't known here, and nothing is said of the keys that might have been meant.
   */
  void resolve(Sorter objects, Sorter sayings) {
    Set<String> courses = new TreeSet<>();
    String[] current = {""};
    objects.each(
        row -> {
          if (!row.group().equals(current[0])) {
            current[0] = row.group();
            courses.clear();
          }
          if (row.value().has("course")) {
            courses.add(row.value().path("course").textValue());
            return;
          }
          report.count(courses.isEmpty() ? "without a known course" : "by the side path");
          for (String course : courses) {
            ObjectNode said = row.value().deepCopy();
            said.put("settled", said.path("settled").booleanValue() && courses.size() == 1);
            sayings.add(group(said, course), SortKey.of(), said);
          }
        });
  }

  /** Takes a record of a state topic. */
  void add(Sorter states, String view, Entry entry) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("place", entry.place());
    row.set("value", value(entry));
    states.add(
        view + " " + entry.key(),
        SortKey.of().number(entry.partition()).number(entry.offset()),
        row);
  }

  private JsonNode value(Entry entry) {
    if (entry.value() == null) {
      return NullNode.instance;
    }
    try {
      return JSON.readTree(TypedPass.unframed(entry.value()));
    } catch (IOException e) {
      report.found(Damage.WRONG_STATE, entry.place() + " is no JSON");
      return NullNode.instance;
    }
  }

  /** Goes along both in the order of views and keys. */
  void compare(Sorter sayings, Sorter states) {
    try (Groups said = new Groups(sayings.cursor());
        Groups told = new Groups(states.cursor())) {
      while (said.group != null || told.group != null) {
        int order = order(said.group, told.group);
        String group = order <= 0 ? said.group : told.group;
        List<JsonNode> sayingsOfKey = order <= 0 ? said.take() : List.of();
        List<JsonNode> statesOfKey = order >= 0 ? told.take() : List.of();
        compare(String.valueOf(group), sayingsOfKey, statesOfKey);
      }
    }
  }

  private static int order(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? 1 : -1;
    }
    return Arrays.compareUnsigned(SortKey.of().text(one).bytes(), SortKey.of().text(other).bytes());
  }

  private void compare(String group, List<JsonNode> said, List<JsonNode> states) {
    String view = group.substring(0, group.indexOf(' '));
    String key = group.substring(group.indexOf(' ') + 1);
    JsonNode state =
        states.isEmpty() ? NullNode.instance : states.get(states.size() - 1).path("value");
    String place =
        states.isEmpty()
            ? view + " (no record)"
            : states.get(states.size() - 1).path("place").textValue();
    report.count("state keys");
    if (forgotten.shouldBeGoneFrom(state)) {
      report.found(Damage.WRONG_STATE, place + " tells of somebody who is to be forgotten");
      return;
    }
    if (said.stream().anyMatch(saying -> !saying.path("settled").booleanValue())) {
      report.count("not decided: state keys still being written, or of an object that moved");
    } else if (view.equals(LifePass.ACTIVITY)) {
      activity(said, state, place);
    } else if (said.isEmpty()) {
      unsaid(state, place);
    } else {
      fold(view, key, said, state, place);
    }
  }

  private void unsaid(JsonNode state, String place) {
    if (scope.isWhole() && !state.isNull()) {
      report.found(Damage.WRONG_STATE, place + " is said by no event");
    }
  }

  private void fold(String view, String key, List<JsonNode> said, JsonNode state, String place) {
    ObjectNode wanted = folds.fold(view, key, said, scope.factsSince());
    if (wanted != null && forgotten.areIn(wanted)) {
      report.count("not judged: state keys of somebody who is forgotten");
      return;
    }
    if (wanted == null) {
      if (scope.isWhole() && !state.isNull()) {
        report.found(Damage.WRONG_STATE, place + " is deleted");
      }
      return;
    }
    if (state.isNull()) {
      if (scope.isWhole()) {
        report.found(Damage.WRONG_STATE, place + " is missing");
      }
      return;
    }
    if (!scope.isWhole()) {
      wanted.remove(List.of("event_time", "event_id"));
    }
    String field = Same.difference(state, wanted);
    if (!field.isEmpty()) {
      report.found(Damage.WRONG_STATE, place + " in " + field);
    } else if (scope.isWhole() && state.size() != wanted.size()) {
      report.found(Damage.WRONG_STATE, place + " has fields of no view");
    }
  }

  /** Per name the larger figure of both formats. */
  private void activity(List<JsonNode> said, JsonNode state, String place) {
    if (said.isEmpty()) {
      unsaid(state, place);
      return;
    }
    Instant hour = Instant.parse(said.get(0).path("hour").textValue());
    if (!scope.isWhole() && hour.toEpochMilli() <= scope.factsSince()) {
      return;
    }
    Map<String, Map<String, Long>> byFormat = new TreeMap<>();
    for (JsonNode saying : said) {
      byFormat
          .computeIfAbsent(saying.path("format").textValue(), format -> new TreeMap<>())
          .merge(saying.path("name").textValue(), saying.path("times").longValue(), Long::sum);
    }
    Map<String, Long> names = new TreeMap<>();
    byFormat
        .values()
        .forEach(counts -> counts.forEach((name, n) -> names.merge(name, n, Math::max)));
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    wanted.set("course", said.get(0).path("course"));
    wanted.set("hour", said.get(0).path("hour"));
    wanted.put("events", names.values().stream().mapToLong(Long::longValue).sum());
    ObjectNode counts = wanted.putObject("names");
    names.forEach(counts::put);
    if (!Same.as(wanted, state)) {
      report.found(Damage.WRONG_STATE, place + (state.isNull() ? "" : " in its counts"));
    }
  }

  /** Rows of one key after the other. */
  private static final class Groups implements AutoCloseable {
    private final Sorter.Cursor cursor;
    private @Nullable Row next;
    private @Nullable String group;

    Groups(Sorter.Cursor cursor) {
      this.cursor = cursor;
      advance();
    }

    List<JsonNode> take() {
      List<JsonNode> values = new ArrayList<>();
      String taken = group;
      while (next != null && next.group().equals(taken)) {
        values.add(next.value());
        advance();
      }
      return values;
    }

    private void advance() {
      next = cursor.next();
      group = next == null ? null : next.group();
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
