package org.liveevents.streams.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.IdContext.Kind;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.Scope;

/** The latest grade per course, assignment and student, from {@code grade_change}. */
public final class LatestGradeView implements View<Grade> {

  /** The name of the store. */
  public static final String STORE = "latest-grade";

  private final IdRules rules;

  public LatestGradeView(IdRules rules) {
    this.rules = rules;
  }

  @Override
  public String store() {
    return STORE;
  }

  @Override
  public Class<Grade> type() {
    return Grade.class;
  }

  @Override
  public Optional<Entry<Grade>> read(LiveEvent event, Supplier<JsonNode> payload) {
    if (event.format() != PayloadFormat.CANVAS
        || !event.name().text().equals("grade_change")
        || !(event.scope() instanceof Scope.Course course)) {
      return Optional.empty();
    }
    CanvasBody body = new CanvasBody(payload.get(), rules);
    Optional<String> assignment = body.id(Kind.OTHER, "assignment_id");
    Optional<String> student =
        body.id(Kind.USER, "student_id").or(() -> body.id(Kind.USER, "user_id"));
    if (assignment.isEmpty() || student.isEmpty()) {
      return Optional.empty();
    }
    Grade grade =
        new Grade(
            course.id().text(),
            assignment.get(),
            student.get(),
            body.text("grade"),
            body.number("score"),
            body.number("points_possible"),
            body.flag("grading_complete"),
            body.flag("muted"),
            body.id(Kind.USER, "grader_id").orElse(null),
            body.id(Kind.OTHER, "submission_id").orElse(null),
            event.time(),
            event.id().toString());
    return Optional.of(
        new Entry<>(key(grade.course(), grade.assignment(), grade.student()), grade));
  }

  @Override
  public Grade merge(@Nullable Grade known, Grade said) {
    return known == null || said.stamp().isAfter(known.stamp()) ? said : known;
  }

  /** The store's key of one grade. */
  public static String key(String course, String assignment, String student) {
    return Keys.of(course, assignment, student);
  }
}
