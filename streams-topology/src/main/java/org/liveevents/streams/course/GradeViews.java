package org.liveevents.streams.course;

import static org.liveevents.streams.course.CaliperPaths.OBJECT;
import static org.liveevents.streams.course.Source.always;
import static org.liveevents.streams.course.Source.flag;
import static org.liveevents.streams.course.Source.has;
import static org.liveevents.streams.course.Source.id;
import static org.liveevents.streams.course.Source.number;
import static org.liveevents.streams.course.Source.text;
import static org.liveevents.streams.course.Source.user;
import static org.liveevents.streams.course.Source.word;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Grades, progress and scores: how students stand. */
final class GradeViews {

  /** How many grade events of one student and assignment are kept, re-emitted ones included. */
  static final int KEPT_GRADES = 20;

  private static final SerializedString VISIBLE = new SerializedString("visible");
  private static final SerializedString GRADED_AT = new SerializedString("graded_at");
  private static final SerializedString HISTORY = new SerializedString("history");
  private static final SerializedString EVENT_TIME = new SerializedString("event_time");

  /** What is told of each grade there was. */
  private static final List<SerializedString> OF_A_GRADE =
      Stream.of("grade", "score", "points_possible", "grader").map(SerializedString::new).toList();

  private static final String SCORE = CaliperPaths.EVENT + "generated";
  private static final String COMPLETED_AT = "body/progress/completed_at";

  private GradeViews() {}

  /**
   * The latest grade. Canvas emits {@code grade_change} also when an assignment's points change:
   * one with the score of the one before it, in order of time, is no new grade.
   */
  static View grade() {
    return View.named("latest-grade", "assignment", "student")
        .rule(
            Rule.canvas("grade_change")
                .about(id("body/assignment_id"), user("body/student_id", "body/user_id"))
                .of("assignment", id("body/assignment_id"))
                .set("grade", word("body/grade"))
                .set("score", number("body/score"))
                .set("points_possible", number("body/points_possible"))
                .set("grading_complete", flag("body/grading_complete"))
                .set("muted", flag("body/muted"))
                .set("grader", user("body/grader_id"))
                .set("submission", id("body/submission_id"))
                .set("assignment_title", text("body/assignment_name")))
        .rule(
            Rule.caliper("grade_change")
                .about(id(OBJECT + "/assignable"), user(OBJECT + "/assignee"))
                .of("assignment", id(OBJECT + "/assignable"))
                .set(
                    "grade",
                    word(OBJECT + CaliperPaths.EXTENSIONS + "grade")
                        .or(word(SCORE + CaliperPaths.EXTENSIONS + "grade")))
                .set("score", number(SCORE + "/scoreGiven"))
                .set("points_possible", number(SCORE + "/maxScore"))
                .set("grader", user(SCORE + "/scoredBy"))
                .set("submission", id(OBJECT)))
        .remembering(
            KEPT_GRADES, OF_A_GRADE.stream().map(SerializedString::getValue).toArray(String[]::new))
        .keepingVersions()
        .deriving(
            List.of(VISIBLE.getValue(), GRADED_AT.getValue(), HISTORY.getValue()),
            GradeViews::history);
  }

  /** Whether the student may see it: neither muted nor partially graded. */
  private static boolean isVisible(Facts facts) {
    return !facts.isTrue("muted") && !Boolean.FALSE.equals(facts.value("grading_complete"));
  }

  private static void history(Facts facts, JsonGenerator json) throws IOException {
    List<Map.Entry<Stamp, Map<String, Object>>> grades = grades(facts.said());
    json.writeFieldName(VISIBLE);
    json.writeBoolean(isVisible(facts));
    json.writeFieldName(GRADED_AT);
    if (grades.isEmpty()) {
      json.writeNull();
    } else {
      json.writeString(Moments.text(grades.get(grades.size() - 1).getKey().time()));
    }
    json.writeFieldName(HISTORY);
    json.writeStartArray();
    for (int i = grades.size() - 1; i >= 0; i--) {
      Map<String, Object> said = grades.get(i).getValue();
      json.writeStartObject();
      for (SerializedString field : OF_A_GRADE) {
        ValueLayout.write(json, field, said.get(field.getValue()));
      }
      json.writeFieldName(EVENT_TIME);
      json.writeString(Moments.text(grades.get(i).getKey().time()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What was a new grade when it was said, the earliest first. */
  private static List<Map.Entry<Stamp, Map<String, Object>>> grades(
      SortedMap<Stamp, Map<String, Object>> said) {
    if (said.size() == 1) { // Most students get one grade for one thing.
      Stamp only = said.firstKey();
      return List.of(Map.entry(only, said.getOrDefault(only, Map.of())));
    }
    List<Map.Entry<Stamp, Map<String, Object>>> all = List.copyOf(said.entrySet());
    List<Map.Entry<Stamp, Map<String, Object>>> grades = new ArrayList<>(all.size());
    Map<String, Object> before = null;
    for (int i = 0; i < all.size(); i++) {
      if (isCalipersWordOnTheSame(all, i)) {
        continue;
      }
      Map<String, Object> now = all.get(i).getValue();
      if (before == null || !isSame(before, now)) {
        grades.add(all.get(i));
      }
      before = now;
    }
    return grades;
  }

  /** Whether Canvas tells of the same happening: of one time, its word comes after Caliper's. */
  private static boolean isCalipersWordOnTheSame(
      List<Map.Entry<Stamp, Map<String, Object>>> all, int at) {
    Stamp stamp = all.get(at).getKey();
    if (stamp.rank() > 0) {
      return false;
    }
    for (int i = at + 1; i < all.size() && all.get(i).getKey().time() == stamp.time(); i++) {
      if (all.get(i).getKey().rank() > 0) {
        return true;
      }
    }
    return false;
  }

  /** Without scores it is the displayed grade that tells them apart. */
  private static boolean isSame(Map<String, Object> one, Map<String, Object> other) {
    @Nullable Object score = one.get("score");
    return Objects.equals(score, other.get("score"))
        && (score != null || Objects.equals(one.get("grade"), other.get("grade")));
  }

  /**
   * Progress per student. Canvas sends {@code course_completed} <em>instead of</em> {@code
   * course_progress} for the last requirement; either may carry an error instead of figures, which
   * erases nothing.
   */
  static View progress() {
    return View.named("course-progress", "student")
        .rule(figures("course_progress", word(COMPLETED_AT).isThere()))
        .rule(figures("course_completed", always(true)))
        .rule(
            Rule.canvas("course_completed")
                .about(user("body/user/id"))
                .when(withoutError(false))
                .set("completed", always(true)))
        .keepingVersions();
  }

  private static Rule figures(String name, Source completed) {
    return Rule.canvas(name)
        .about(user("body/user/id"))
        .when(withoutError(true))
        .set("requirement_count", number("body/progress/requirement_count"))
        .set("requirement_completed_count", number("body/progress/requirement_completed_count"))
        .set("completed", completed)
        .set("completed_at", word(COMPLETED_AT));
  }

  private static Source withoutError(boolean wanted) {
    Source error = has("body/progress/error");
    return new Source(error.paths(), values -> wanted != Boolean.TRUE.equals(error.of(values)));
  }

  /** Scores of the whole course; those of one grading period are another matter. */
  static View score() {
    Source wholeCourse =
        new Source(
            List.of("body/grading_period_id"), values -> !values.has("body/grading_period_id"));
    return View.named("course-score", "student")
        .rule(
            Rule.canvas("course_grade_change")
                .about(user("body/user_id"))
                .set("current_score", number("body/current_score"))
                .set("final_score", number("body/final_score"))
                .set("unposted_current_score", number("body/unposted_current_score"))
                .set("unposted_final_score", number("body/unposted_final_score"))
                .set("workflow_state", word("body/workflow_state")))
        .rule(
            Rule.canvas("grade_override")
                .about(user("body/user_id"))
                .when(wholeCourse)
                .set("override_score", number("body/override_score")))
        .rule(
            Rule.canvas("final_grade_custom_status")
                .about(user("body/user_id"))
                .when(wholeCourse)
                .set("custom_status", word("body/override_status"))
                .set("custom_status_id", id("body/override_status_id")))
        .goneIfDeleted();
  }
}
