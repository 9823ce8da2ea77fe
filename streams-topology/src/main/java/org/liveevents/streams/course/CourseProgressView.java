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

/**
 * Progress per course and student. Canvas sends {@code course_completed} <em>instead of</em> {@code
 * course_progress} for the last requirement, so both are folded; an event that carries an error
 * instead of figures says nothing.
 */
public final class CourseProgressView implements View<Progress> {

  /** The name of the store. */
  public static final String STORE = "course-progress";

  private final IdRules rules;

  public CourseProgressView(IdRules rules) {
    this.rules = rules;
  }

  @Override
  public String store() {
    return STORE;
  }

  @Override
  public Class<Progress> type() {
    return Progress.class;
  }

  @Override
  public Optional<Entry<Progress>> read(LiveEvent event, Supplier<JsonNode> payload) {
    boolean completes = event.name().text().equals("course_completed");
    if (event.format() != PayloadFormat.CANVAS
        || !(completes || event.name().text().equals("course_progress"))
        || !(event.scope() instanceof Scope.Course course)) {
      return Optional.empty();
    }
    CanvasBody body = new CanvasBody(payload.get(), rules);
    Optional<String> student = body.id(Kind.USER, "user", "id");
    if (student.isEmpty() || body.at("progress", "error").isObject()) {
      return Optional.empty();
    }
    String completedAt = body.text("progress", "completed_at");
    Progress progress =
        new Progress(
            course.id().text(),
            student.get(),
            body.number("progress", "requirement_count"),
            body.number("progress", "requirement_completed_count"),
            completes || completedAt != null,
            completedAt,
            event.time(),
            event.id().toString());
    return Optional.of(new Entry<>(key(progress.course(), progress.student()), progress));
  }

  @Override
  public Progress merge(@Nullable Progress known, Progress said) {
    return known == null || said.stamp().isAfter(known.stamp()) ? said : known;
  }

  /** The store's key of one student's progress. */
  public static String key(String course, String student) {
    return Keys.of(course, student);
  }
}
