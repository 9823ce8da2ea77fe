package org.liveevents.streams.topology;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.LiveEvent;
import org.liveevents.streams.course.View;

/**
 * What the views are to hold, written as plainly as can be: the distinct events, sorted, each
 * writing its fields over what was there.
 */
final class PlainViews {

  private record Sorted(ToldEvent event, LiveEvent read) {}

  private final List<Sorted> events = new ArrayList<>();
  private final Set<String> objectsOfKnownCourse;

  PlainViews(Collection<ToldEvent> told, EnvelopeReader reader) {
    Map<String, Sorted> distinct = new HashMap<>();
    for (ToldEvent event : told) {
      LiveEvent read =
          reader
              .read(event.json().getBytes(java.nio.charset.StandardCharsets.UTF_8))
              .fold(
                  it -> it.event(),
                  it -> {
                    throw new AssertionError(it.detail());
                  });
      if (!read.name().text().equals(event.name())) {
        throw new AssertionError("meant " + event.name() + " but made " + read.name());
      }
      distinct.put(read.id().toString(), new Sorted(event, read));
    }
    events.addAll(distinct.values());
    events.sort(
        comparing((Sorted it) -> it.event.time())
            .thenComparing(it -> it.event.canvas())
            .thenComparing(it -> it.read.id().toString()));
    objectsOfKnownCourse =
        events.stream()
            .filter(it -> it.event.named() && it.event.tells())
            .flatMap(it -> it.event.object().stream())
            .collect(toSet());
  }

  /** What a view holds after everything up to then. */
  Map<String, Map<String, @Nullable Object>> of(View view, Instant until) {
    Map<String, Map<String, @Nullable Object>> values = new TreeMap<>();
    Map<String, List<Map<String, @Nullable Object>>> grades = new HashMap<>();
    for (Sorted sorted : events) {
      ToldEvent event = sorted.event;
      boolean reaches =
          event.named() || event.object().filter(objectsOfKnownCourse::contains).isPresent();
      if (!reaches || event.time().isAfter(until)) {
        continue;
      }
      for (ToldEvent.Told told : event.facts()) {
        if (told.view().equals(view.store())) {
          String key = told.rest().isEmpty() ? event.course() : event.course() + "/" + told.rest();
          Map<String, @Nullable Object> value =
              values.computeIfAbsent(key, it -> nothing(view, it));
          value.putAll(told.fields());
          Map<String, @Nullable Object> grade = new HashMap<>(told.fields());
          value.computeIfPresent("event_time", (field, before) -> event.time().toString());
          value.computeIfPresent("event_id", (field, before) -> sorted.read.id().toString());
          grade.put("event_time", event.time().toString());
          grade.put("canvas", event.canvas());
          grades.computeIfAbsent(key, it -> new ArrayList<>()).add(grade);
        }
      }
      if (event.named() && view.store().equals("course")) {
        values
            .computeIfAbsent(event.course(), it -> nothing(view, it))
            .put("last_event_time", minute(event));
      }
      if (event.named() && view.store().equals("user-activity") && event.actor().isPresent()) {
        String key = event.course() + "/" + event.actor().get();
        values.computeIfAbsent(key, it -> nothing(view, it)).put("last_event_time", minute(event));
      }
    }
    if (view.store().equals("latest-grade")) {
      values.forEach((key, value) -> deriveGrade(value, grades.getOrDefault(key, List.of())));
    }
    if (view.store().equals("enrollment")) {
      values
          .values()
          .forEach(it -> it.put("test_student", "StudentViewEnrollment".equals(it.get("type"))));
    }
    values.values().removeIf(PlainViews::isGone);
    values.values().forEach(it -> it.remove("deleted"));
    return values;
  }

  /** How many events each course had in each hour, by name. */
  Map<String, Map<String, Long>> activity() {
    Map<String, Map<String, Long>> canvas = new TreeMap<>();
    Map<String, Map<String, Long>> caliper = new TreeMap<>();
    for (Sorted sorted : events) {
      ToldEvent event = sorted.event;
      if (event.named()) {
        String key = event.course() + "/" + event.time().truncatedTo(ChronoUnit.HOURS);
        (event.canvas() ? canvas : caliper)
            .computeIfAbsent(key, it -> new TreeMap<>())
            .merge(event.name(), 1L, Long::sum);
      }
    }
    caliper.forEach(
        (key, names) ->
            names.forEach(
                (name, count) ->
                    canvas
                        .computeIfAbsent(key, it -> new TreeMap<>())
                        .merge(name, count, Math::max)));
    return canvas;
  }

  private static Map<String, @Nullable Object> nothing(View view, String key) {
    Map<String, @Nullable Object> value = new HashMap<>();
    view.shownFields().forEach(field -> value.put(field, null));
    String[] ids = key.split("/", -1);
    for (int i = 0; i < ids.length; i++) {
      value.put(view.shownFields().get(i), ids[i]);
    }
    if (value.containsKey("event_time")) {
      value.put("event_time", "");
      value.put("event_id", "");
    }
    return value;
  }

  private static String minute(ToldEvent event) {
    return event.time().truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private static boolean isGone(Map<String, @Nullable Object> value) {
    Object state = value.get("workflow_state");
    if (state == null && value.containsKey("enrollment")) {
      state = value.get("state");
    }
    return "deleted".equals(state) || Boolean.TRUE.equals(value.get("deleted"));
  }

  private static void deriveGrade(
      Map<String, @Nullable Object> value, List<Map<String, @Nullable Object>> all) {
    value.put(
        "visible",
        !Boolean.TRUE.equals(value.get("muted"))
            && !Boolean.FALSE.equals(value.get("grading_complete")));
    List<Map<String, @Nullable Object>> kept =
        all.subList(Math.max(0, all.size() - 20), all.size());
    List<Map<String, @Nullable Object>> history = new ArrayList<>();
    Map<String, @Nullable Object> before = null;
    for (Map<String, @Nullable Object> grade : kept) {
      boolean isTwin =
          Boolean.FALSE.equals(grade.get("canvas"))
              && kept.stream()
                  .anyMatch(
                      other ->
                          Boolean.TRUE.equals(other.get("canvas"))
                              && Objects.equals(other.get("event_time"), grade.get("event_time")));
      if (isTwin) {
        continue;
      }
      boolean isSame =
          before != null
              && (grade.get("score") == null
                  ? before.get("score") == null
                      && Objects.equals(grade.get("grade"), before.get("grade"))
                  : grade.get("score").equals(before.get("score")));
      if (!isSame) {
        Map<String, @Nullable Object> shown = new HashMap<>();
        for (String field : List.of("grade", "score", "points_possible", "grader", "event_time")) {
          shown.put(field, grade.get(field));
        }
        history.add(0, shown);
      }
      before = grade;
    }
    value.put("history", history);
    value.put("graded_at", history.isEmpty() ? null : history.get(0).get("event_time"));
  }
}
