package org.liveevents.streams.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.event.EventId;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.Scope;
import org.liveevents.streams.course.Keys;
import org.liveevents.streams.course.StoredFacts;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;

/** Stored values to ask for. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-08-03T12:00:00Z");

  private Samples() {}

  /** One entry of a store. */
  record Sample(String course, View view, String key, Payload value) {}

  static LiveEvent event(String name) {
    EventId id = new EventId(1, 2);
    EventName known = EventCatalogue.bundled().name(name);
    return new LiveEvent(
        PayloadFormat.CANVAS, known, id, NOON, new Scope.None(id), "c.example.edu", false);
  }

  static Sample course(String id) {
    return course(id, "Botany", "BOT-1");
  }

  static Sample course(String id, String name, String code) {
    return entry(
        Views.COURSE,
        NOON,
        Map.of("name", name, "state", "available", "code", code, "last_event_time", "" + NOON),
        id);
  }

  static Sample grade(String course, String assignment, String student, @Nullable String score) {
    return grade(course, assignment, student, score, false);
  }

  static Sample muted(String course, String assignment, String student, String score) {
    return grade(course, assignment, student, score, true);
  }

  private static Sample grade(
      String course, String assignment, String student, @Nullable String score, boolean muted) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("grade", score);
    values.put("score", score == null ? null : new BigDecimal(score));
    values.put("points_possible", new BigDecimal("10"));
    values.put("grading_complete", true);
    values.put("muted", muted);
    return entry(Views.GRADE, NOON.plusSeconds(30), values, course, assignment, student);
  }

  static Sample progress(String course, String student, int met, int required) {
    return entry(
        Views.PROGRESS,
        NOON.plusSeconds(60),
        Map.of(
            "requirement_count",
            BigDecimal.valueOf(required),
            "requirement_completed_count",
            BigDecimal.valueOf(met),
            "completed",
            met == required),
        course,
        student);
  }

  /** What one event says to a view. */
  static Sample entry(
      View view,
      Instant time,
      Map<String, ? extends @Nullable Object> values,
      String course,
      String... rest) {
    return new Sample(
        course, view, Keys.of(course, rest), Payload.of(StoredFacts.of(view, time, "00", values)));
  }
}
