package org.liveevents.acceptance;

import java.time.Instant;
import java.util.Map;
import org.liveevents.event.Payload;
import org.liveevents.quickstart.simulation.CanvasSimulation;
import org.liveevents.quickstart.simulation.Delivery;

/** Events beside those of the demo, in courses of their own. */
final class ConsoleEvents {

  static final long ASSIGNMENT = 79_001;
  static final long STUDENT = 59_001;

  private ConsoleEvents() {}

  static Delivery grade(long course, double score, Instant time) {
    return gradeOf(course, STUDENT, score, time);
  }

  static Delivery gradeOf(long course, long student, double score, Instant time) {
    return gradeOn(course, ASSIGNMENT, student, score, time);
  }

  static Delivery gradeOn(long course, long assignment, long student, double score, Instant time) {
    String body =
        """
        {"submission_id":"%s","assignment_id":"%s","student_id":"%s","user_id":"%s",\
        "grader_id":"%s","grade":"%s","score":%s,"points_possible":10,"grading_complete":true,\
        "muted":false}"""
            .formatted(
                global(course * 100 + student + assignment),
                global(assignment),
                global(student),
                global(student),
                global(39_001),
                points(score),
                points(score));
    return event("grade_change", course, time, body);
  }

  static Delivery courseNamed(long course, String name) {
    return event(
        "course_created",
        course,
        Instant.now(),
        Json.write(
            Json.object()
                .put("course_id", global(course))
                .put("account_id", global(79))
                .put("name", name)
                .put("workflow_state", "available")));
  }

  static Delivery assignmentCalled(long course, String title) {
    return event("assignment_created", course, Instant.now(), assignment(course, title, ""));
  }

  /** Of a name that nobody foresaw. */
  static Delivery unheardOf(String name, long course) {
    return event(name, course, Instant.now(), "{\"seen\":1}");
  }

  /** Known, with a field that nobody foresaw. */
  static Delivery withField(String field, long course) {
    return event(
        "assignment_updated",
        course,
        Instant.now(),
        assignment(course, "Herbarium", ",\"" + field + "\":1"));
  }

  private static String assignment(long course, String title, String more) {
    String body =
        Json.write(
            Json.object()
                .put("assignment_id", global(ASSIGNMENT))
                .put("context_id", global(course))
                .put("context_type", "Course")
                .put("title", title)
                .put("points_possible", 10)
                .put("workflow_state", "published"));
    return body.substring(0, body.length() - 1) + more + "}";
  }

  private static Delivery event(String name, long course, Instant time, String body) {
    String text =
        """
        {"metadata":{"event_name":"%s","event_time":"%s","context_type":"Course",\
        "context_id":"%s","root_account_id":"%s","user_id":"%s","hostname":"canvas.example.edu",\
        "producer":"canvas"},"body":%s}"""
            .formatted(name, Events.millis(time), global(course), global(1), global(39_001), body);
    return new Delivery.Sqs(Payload.of(text), Map.of());
  }

  /** As the page writes it: without a fraction that is none. */
  static String points(double score) {
    return score == Math.rint(score) ? Long.toString((long) score) : Double.toString(score);
  }

  static String global(long local) {
    return Long.toString(CanvasSimulation.SHARD * 10_000_000_000_000L + local);
  }

  static String canonical(long local) {
    return CanvasSimulation.SHARD + "~" + local;
  }
}
