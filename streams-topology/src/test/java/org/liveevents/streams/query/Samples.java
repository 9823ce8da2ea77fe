package org.liveevents.streams.query;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.event.EventId;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.Scope;
import org.liveevents.streams.course.Course;
import org.liveevents.streams.course.Grade;
import org.liveevents.streams.course.Progress;

/** Stored values to ask for. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-08-03T12:00:00Z");

  private Samples() {}

  static LiveEvent event(String name) {
    EventId id = new EventId(1, 2);
    EventName known = EventCatalogue.bundled().name(name);
    return new LiveEvent(
        PayloadFormat.CANVAS, known, id, NOON, new Scope.None(id), "c.example.edu", false);
  }

  static Course course(String id) {
    return new Course(id, "Botany", null, "available", null, NOON);
  }

  static Grade grade(String course, String assignment, String student, @Nullable String score) {
    return new Grade(
        course,
        assignment,
        student,
        score,
        score == null ? null : new BigDecimal(score),
        new BigDecimal("10"),
        true,
        false,
        null,
        null,
        NOON.plusSeconds(30),
        "00");
  }

  static Grade muted(Grade grade) {
    return new Grade(
        grade.course(),
        grade.assignment(),
        grade.student(),
        grade.grade(),
        grade.score(),
        grade.pointsPossible(),
        true,
        true,
        null,
        null,
        grade.eventTime(),
        "00");
  }

  static Progress progress(String course, String student, int met, int required) {
    return new Progress(
        course,
        student,
        BigDecimal.valueOf(required),
        BigDecimal.valueOf(met),
        met == required,
        null,
        NOON.plusSeconds(60),
        "00");
  }
}
