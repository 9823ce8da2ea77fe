package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What events say to the views, and what all that was said comes to: sorted by stamp, said one
 * after the other.
 */
public final class Folds {

  private static final int GRADES_KEPT = 20;
  private static final int LONGEST = 256;

  private final ViewTable table = new ViewTable();
  private final Shards shards;

  /** Folds for an installation with those shards. */
  public Folds(Shards shards) {
    this.shards = shards;
  }

  /** The names of all views that are folds of what events say. */
  public Set<String> views() {
    return table.views.keySet();
  }

  /** What an event says, whatever course it turns out to be said of. */
  public List<ObjectNode> of(Event event) {
    Values values = new Values(event, shards);
    List<ObjectNode> said = new ArrayList<>();
    for (ViewTable.Rule rule : table.rules) {
      if (rule.format().equals(event.format())
          && rule.events().contains(event.name())
          && applies(rule, values)) {
        ObjectNode saying = saying(rule, event, values);
        if (saying != null) {
          said.add(saying);
        }
      }
    }
    String course = courseOf(event);
    if (course != null) {
      said.addAll(ofAnyEvent(event, values, course));
    }
    return said;
  }

  /** The course an event belongs to, if its id is believable. */
  public static @Nullable String courseOf(Event event) {
    String course = event.course();
    return course == null || course.length() > LONGEST ? null : course;
  }

  private static boolean applies(ViewTable.Rule rule, Values values) {
    return switch (rule.condition()) {
      case "none" -> !values.isThere(rule.conditionPlace());
      case "some" -> values.isThere(rule.conditionPlace());
      case "text" -> values.text(rule.conditionPlace()) != null;
      default -> true;
    };
  }

  private static @Nullable ObjectNode saying(ViewTable.Rule rule, Event event, Values values) {
    List<String> rest = new ArrayList<>();
    for (ViewTable.Source source : rule.key()) {
      JsonNode id = values.value(source.type(), source.places());
      if (id.isNull()) {
        return null;
      }
      rest.add(Saying.escaped(id.textValue()));
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    rule.fields()
        .forEach((name, source) -> fields.set(name, values.value(source.type(), source.places())));
    ObjectNode saying =
        Saying.of(
            rule.view(),
            String.join("/", rest),
            event.time().toEpochMilli(),
            event.format().equals("canvas") ? 1 : 0,
            event.id(),
            fields);
    for (ViewTable.Source source : rule.objectId()) {
      JsonNode id = values.value(source.type(), source.places());
      if (!id.isNull()) {
        saying.put("object", rule.object() + ":" + id.textValue()).put("tells", rule.tells());
      }
    }
    return saying;
  }

  /** When a course and a user were last seen, to the minute; the course's SIS id, to the day. */
  private static List<ObjectNode> ofAnyEvent(Event event, Values values, String course) {
    List<ObjectNode> said = new ArrayList<>();
    Instant minute = event.time().truncatedTo(ChronoUnit.MINUTES);
    ObjectNode seen = JsonNodeFactory.instance.objectNode();
    seen.put("last_event_time", minute.toString());
    said.add(Saying.of("course", "", minute.toEpochMilli(), 0, "", seen));
    boolean isCanvas = event.format().equals("canvas");
    String user = isCanvas ? values.id(Ids.USER, "metadata/real_user_id") : null;
    if (user == null) {
      user = values.id(Ids.USER, isCanvas ? "metadata/user_id" : "data/0/actor");
    }
    if (user != null) {
      said.add(
          Saying.of("user-activity", Saying.escaped(user), minute.toEpochMilli(), 0, "", seen));
    }
    String code = values.text("metadata/context_sis_source_id");
    if (isCanvas
        && code != null
        && code.length() <= LONGEST
        && "Course".equals(values.text("metadata/context_type"))
        && course.equals(values.id(Ids.COURSE, "metadata/context_id"))) {
      long day = event.time().truncatedTo(ChronoUnit.DAYS).toEpochMilli();
      ObjectNode named = JsonNodeFactory.instance.objectNode().put("code", code);
      said.add(Saying.of("course", "", day, 0, code, named));
    }
    return said;
  }

  /**
   * What was said of one object comes to.
   *
   * @param key of the value, the course first
   * @param said in any order, repeated or not
   * @param since what is older than this may have been overtaken by what isn't known here: fields
   *     it sets are left out, and so is what is made of history
   * @return the public value; null if it is deleted or nothing was said
   */
  public @Nullable ObjectNode fold(String view, String key, List<JsonNode> said, long since) {
    List<JsonNode> inOrder = new ArrayList<>(said);
    inOrder.sort(Saying::compare);
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Map<String, JsonNode> saidBy = new LinkedHashMap<>();
    JsonNode last = null;
    for (JsonNode saying : inOrder) {
      for (Map.Entry<String, JsonNode> field : saying.path("fields").properties()) {
        values.put(field.getKey(), field.getValue());
        saidBy.put(field.getKey(), saying);
      }
      last = saying;
    }
    if (last == null || isDeleted(view, values)) {
      return null;
    }
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    String[] parts = key.split("/", -1);
    shown.put("course", Saying.unescaped(parts[0]));
    List<String> ids = ids(view);
    for (int i = 0; i < ids.size(); i++) {
      shown.put(ids.get(i), Saying.unescaped(parts[i + 1]));
    }
    for (String field : fields(view)) {
      JsonNode by = saidBy.get(field);
      if (by == null ? since == Long.MIN_VALUE : by.path("time").longValue() > since) {
        shown.set(field, values.getOrDefault(field, NullNode.instance));
      }
    }
    if (view.equals("enrollment") && shown.has("type")) {
      shown.put("test_student", "StudentViewEnrollment".equals(text(values, "type")));
    }
    if (view.equals("latest-grade") && since == Long.MIN_VALUE) {
      grades(inOrder, values, shown);
    }
    if (!view.equals("course") && !view.equals("user-activity")) {
      shown.put("event_time", Instant.ofEpochMilli(last.path("time").longValue()).toString());
      shown.set("event_id", last.path("id"));
    }
    return shown;
  }

  private List<String> ids(String view) {
    ViewTable.View found = table.views.get(view);
    return found == null ? List.of() : found.ids();
  }

  private Set<String> fields(String view) {
    ViewTable.View found = table.views.get(view);
    Set<String> fields = new TreeSet<>(found == null ? Set.of() : found.fields());
    if (view.equals("course")) {
      fields.addAll(List.of("code", "last_event_time"));
    }
    if (view.equals("user-activity")) {
      fields.add("last_event_time");
    }
    fields.remove("deleted");
    return fields;
  }

  private static boolean isDeleted(String view, Map<String, JsonNode> values) {
    return switch (view) {
      case "course", "user-activity", "latest-grade", "course-progress", "quiz-submission" -> false;
      case "discussion-entry" -> isTrue(values, "deleted");
      case "enrollment" ->
          "deleted"
              .equals(
                  text(values, "workflow_state") == null
                      ? text(values, "state")
                      : text(values, "workflow_state"));
      default -> "deleted".equals(text(values, "workflow_state"));
    };
  }

  /** The last twenty told, of one instant in both formats Canvas' word alone; repeats are none. */
  private static void grades(
      List<JsonNode> inOrder, Map<String, JsonNode> values, ObjectNode shown) {
    List<JsonNode> told = new ArrayList<>();
    for (JsonNode saying : inOrder) {
      if (told.isEmpty() || Saying.compare(told.get(told.size() - 1), saying) != 0) {
        told.add(saying);
      }
    }
    told = told.subList(Math.max(0, told.size() - GRADES_KEPT), told.size());
    Set<Long> byCanvas = new HashSet<>();
    for (JsonNode saying : told) {
      if (saying.path("rank").intValue() == 1) {
        byCanvas.add(saying.path("time").longValue());
      }
    }
    List<ObjectNode> history = new ArrayList<>();
    JsonNode before = null;
    for (JsonNode saying : told) {
      if (saying.path("rank").intValue() == 0
          && byCanvas.contains(saying.path("time").longValue())) {
        continue;
      }
      JsonNode fields = saying.path("fields");
      if (before == null || !isSameGrade(before, fields)) {
        ObjectNode grade = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("grade", "score", "points_possible", "grader")) {
          grade.set(field, fields.path(field));
        }
        grade.put("event_time", Instant.ofEpochMilli(saying.path("time").longValue()).toString());
        history.add(0, grade);
      }
      before = fields;
    }
    boolean isPartial =
        values.containsKey("grading_complete") && isFalse(values, "grading_complete");
    shown.put("visible", !isTrue(values, "muted") && !isPartial);
    shown.set(
        "graded_at", history.isEmpty() ? NullNode.instance : history.get(0).path("event_time"));
    ArrayNode all = shown.putArray("history");
    history.forEach(all::add);
  }

  private static boolean isSameGrade(JsonNode one, JsonNode other) {
    JsonNode score = one.path("score");
    return Same.as(score, other.path("score"))
        && (!score.isNull() || Same.as(one.path("grade"), other.path("grade")));
  }

  private static boolean isTrue(Map<String, JsonNode> values, String field) {
    JsonNode value = values.get(field);
    return value != null && value.isBoolean() && value.booleanValue();
  }

  private static boolean isFalse(Map<String, JsonNode> values, String field) {
    JsonNode value = values.get(field);
    return value != null && value.isBoolean() && !value.booleanValue();
  }

  private static @Nullable String text(Map<String, JsonNode> values, String field) {
    JsonNode value = values.get(field);
    return value instanceof TextNode text ? text.textValue() : null;
  }

  /** The key of a value in its state topic. */
  public static String key(String course, String rest) {
    return Saying.key(course, rest);
  }
}
