package org.liveevents.streams.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.Scope;

/**
 * The courses: known as soon as any event belongs to one; name and state as their own events tell.
 */
public final class CourseView implements View<Course> {

  /** The name of the store. */
  public static final String STORE = "course";

  private static final Set<String> STATING = Set.of("course_created", "course_updated");
  private static final Set<String> NAMING = Set.of("course_progress", "course_completed");

  private final IdRules rules;

  public CourseView(IdRules rules) {
    this.rules = rules;
  }

  @Override
  public String store() {
    return STORE;
  }

  @Override
  public Class<Course> type() {
    return Course.class;
  }

  @Override
  public Optional<Entry<Course>> read(LiveEvent event, Supplier<JsonNode> payload) {
    if (!(event.scope() instanceof Scope.Course scope)) {
      return Optional.empty();
    }
    String id = scope.id().text();
    return Optional.of(new Entry<>(id, said(id, event, payload)));
  }

  private Course said(String id, LiveEvent event, Supplier<JsonNode> payload) {
    boolean canvas = event.format() == PayloadFormat.CANVAS;
    boolean states = canvas && STATING.contains(event.name().text());
    boolean names = canvas && NAMING.contains(event.name().text());
    String name = null;
    String state = null;
    if (states || names) {
      CanvasBody body = new CanvasBody(payload.get(), rules);
      name = states ? body.text("name") : body.text("course", "name");
      state = states ? body.text("workflow_state") : null;
    }
    return new Course(
        id,
        name,
        name == null ? null : Stamp.of(event),
        state,
        state == null ? null : Stamp.of(event),
        event.time().truncatedTo(ChronoUnit.MINUTES));
  }

  @Override
  public Course merge(@Nullable Course known, Course said) {
    return known == null ? said : known.join(said);
  }
}
