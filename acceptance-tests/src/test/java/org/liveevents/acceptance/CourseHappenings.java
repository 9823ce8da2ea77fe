package org.liveevents.acceptance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What happens in a few courses, at random and often to the same students: grades and pages read in
 * global ids with the course in the metadata alone, progress told by jobs in local ids.
 */
final class CourseHappenings {

  static final int COURSES = 40;

  private static final int STUDENTS = 12;
  private static final int ASSIGNMENTS = 5;
  private static final int REQUIREMENTS = 6;
  private static final long SHARD = 1042;
  private static final long SHARD_SIZE = 10_000_000_000_000L;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * One event.
   *
   * @param scope the course's key
   * @param fact what it says that a view remembers, if anything
   */
  record Happening(String name, String scope, Instant time, ObjectNode event, Optional<Fact> fact) {

    String text() {
      return Json.write(event);
    }

    String writtenTime() {
      return MILLIS.format(time);
    }

    Object identity() {
      return Json.value(event);
    }
  }

  /**
   * What an event says.
   *
   * @param view the store it belongs into
   * @param key the store's key
   * @param value the store's value, but for the event's time and id
   */
  record Fact(String view, String key, ObjectNode value) {}

  private record Work(int course, int student, int assignment, Instant time) {}

  private final Random random;
  private final Set<Object> told = new HashSet<>();
  private Work lastGraded = new Work(0, 0, 0, Instant.EPOCH);

  CourseHappenings(Random random) {
    this.random = random;
  }

  /** The canonical ids of all courses. */
  static Set<String> courses() {
    Set<String> courses = new HashSet<>();
    for (int course = 0; course < COURSES; course++) {
      courses.add(canonical(local(course, 500)));
    }
    return courses;
  }

  /** Something new, at a time not before the earliest and not after the latest. */
  Happening next(Instant earliest, Instant latest) {
    Happening next;
    do {
      next = happening(time(earliest, latest), earliest);
    } while (!told.add(next.identity()));
    return next;
  }

  /** Now and then to a tenth of a second, so that many happen at the same time. */
  private Instant time(Instant earliest, Instant latest) {
    long from = earliest.toEpochMilli();
    long time = from + (long) (random.nextDouble() * (latest.toEpochMilli() - from));
    return Instant.ofEpochMilli(random.nextInt(3) == 0 ? Math.max(from, time - time % 100) : time);
  }

  private Happening happening(Instant time, Instant earliest) {
    Work work = new Work(few(COURSES), random.nextInt(STUDENTS), random.nextInt(ASSIGNMENTS), time);
    int dice = random.nextInt(100);
    if (dice < 45) {
      // One grade in ten is corrected within the same millisecond: the event id decides.
      boolean again = dice < 5 && !lastGraded.time.isBefore(earliest);
      lastGraded = again ? lastGraded : work;
      return grade(lastGraded);
    }
    if (dice < 62) {
      return progress(work);
    }
    if (dice < 78) {
      return dice < 68 ? enrollment(work) : enrollmentState(work);
    }
    return read(work);
  }

  /** A number below the bound, the low ones more often: some courses are busy. */
  private int few(int bound) {
    return Math.min(random.nextInt(bound), random.nextInt(bound));
  }

  private Happening grade(Work work) {
    boolean byQuiz = random.nextInt(5) == 0;
    boolean ungraded = random.nextInt(20) == 0;
    BigDecimal score = BigDecimal.valueOf(random.nextInt(200), 1);
    long assignment = local(work.course, 100 + work.assignment);
    long student = local(work.course, 200 + work.student);
    long submission = local(work.course, 1000 + work.assignment * 100 + work.student);
    long teacher = local(work.course, 300);
    ObjectNode body =
        Json.object()
            .put("assignment_id", global(assignment))
            .put("grading_complete", !ungraded)
            .put("muted", false)
            .put("points_possible", 20)
            .put("student_id", global(student))
            .put("submission_id", global(submission))
            .put("user_id", global(student));
    ObjectNode value =
        Json.object()
            .put("course", canonical(local(work.course, 500)))
            .put("assignment", canonical(assignment))
            .put("student", canonical(student))
            .put("grade", ungraded ? null : score.toPlainString())
            .put("score", ungraded ? null : score)
            .put("points_possible", 20)
            .put("grading_complete", !ungraded)
            .put("muted", false)
            .put("grader", byQuiz ? null : canonical(teacher))
            .put("submission", canonical(submission))
            .putNull("assignment_title")
            .put("visible", !ungraded);
    if (!ungraded) {
      body.put("grade", score.toPlainString()).put("score", score);
    }
    if (!byQuiz) {
      body.put("grader_id", global(teacher));
    }
    ObjectNode metadata = page("grade_change", work, byQuiz ? student : teacher);
    return happening(work, metadata, body, Optional.of(fact("latest-grade", value, "assignment")));
  }

  private Happening progress(Work work) {
    int completed = random.nextInt(REQUIREMENTS + 1);
    boolean last = completed == REQUIREMENTS;
    String completedAt = last ? MILLIS.format(work.time.minusSeconds(120)) : null;
    long course = local(work.course, 500);
    long student = local(work.course, 200 + work.student);
    ObjectNode body = Json.object();
    body.putObject("course").put("id", Long.toString(course)).put("name", "Course " + course);
    body.putObject("user").put("id", Long.toString(student)).put("name", "Student " + student);
    body.putObject("progress")
        .put("requirement_count", REQUIREMENTS)
        .put("requirement_completed_count", completed)
        .put("completed_at", completedAt);
    ObjectNode metadata =
        metadata(last ? "course_completed" : "course_progress", work.time)
            .put("job_id", "1020020528469291")
            .put("job_tag", "ContextModuleProgression#evaluate!");
    ObjectNode value =
        Json.object()
            .put("course", canonical(course))
            .put("student", canonical(student))
            .put("requirement_count", REQUIREMENTS)
            .put("requirement_completed_count", completed)
            .put("completed", last)
            .put("completed_at", completedAt);
    return happening(work, metadata, body, Optional.of(fact("course-progress", value)));
  }

  private Happening enrollment(Work work) {
    long course = local(work.course, 500);
    long student = local(work.course, 200 + work.student);
    String state = random.nextInt(20) == 0 ? "completed" : "active";
    ObjectNode body =
        Json.object()
            .put("enrollment_id", global(local(work.course, 400 + work.student)))
            .put("course_id", global(course))
            .put("user_id", global(student))
            .put("type", "StudentEnrollment")
            .put("workflow_state", state);
    ObjectNode value =
        Json.object()
            .put("course", canonical(course))
            .put("enrollment", canonical(local(work.course, 400 + work.student)))
            .put("user", canonical(student))
            .put("type", "StudentEnrollment")
            .putNull("section")
            .put("workflow_state", state)
            .putNull("limited_to_section")
            .putNull("created_at")
            .putNull("updated_at")
            .putNull("associated_user")
            .put("test_student", false);
    ObjectNode metadata = page("enrollment_updated", work, local(work.course, 300));
    return happening(work, metadata, body, Optional.of(fact("enrollment", value)));
  }

  /** Told by a job: it names the enrolment alone. */
  private Happening enrollmentState(Work work) {
    boolean isCurrent = random.nextBoolean();
    long enrollment = local(work.course, 400 + work.student);
    ObjectNode body =
        Json.object()
            .put("enrollment_id", global(enrollment))
            .put("state", isCurrent ? "active" : "inactive")
            .put("state_is_current", isCurrent);
    ObjectNode value =
        Json.object()
            .put("course", canonical(local(work.course, 500)))
            .put("enrollment", canonical(enrollment))
            .put("state", isCurrent ? "active" : "inactive")
            .putNull("state_started_at")
            .put("state_is_current", isCurrent)
            .putNull("state_valid_until")
            .putNull("restricted_access")
            .putNull("access_is_current");
    ObjectNode event = Json.object();
    event.set(
        "metadata",
        metadata("enrollment_state_updated", work.time)
            .put("job_id", "1020020528469291")
            .put("job_tag", "EnrollmentState.process_states_for_ids"));
    event.set("body", body);
    return new Happening(
        "enrollment_state_updated",
        "account:" + canonical(1),
        work.time,
        event,
        Optional.of(fact("enrollment", value)));
  }

  private Happening read(Work work) {
    ObjectNode body =
        Json.object()
            .put("asset_type", "assignment")
            .put("asset_id", global(local(work.course, 100 + work.assignment)));
    ObjectNode metadata = page("asset_accessed", work, local(work.course, 200 + work.student));
    return happening(work, metadata, body, Optional.empty());
  }

  private static Happening happening(
      Work work, ObjectNode metadata, ObjectNode body, Optional<Fact> fact) {
    ObjectNode event = Json.object();
    event.set("metadata", metadata);
    event.set("body", body);
    return new Happening(
        metadata.get("event_name").textValue(),
        "course:" + canonical(local(work.course, 500)),
        work.time,
        event,
        fact);
  }

  private static ObjectNode page(String name, Work work, long actor) {
    return metadata(name, work.time)
        .put("context_type", "Course")
        .put("context_id", global(local(work.course, 500)))
        .put("user_id", global(actor))
        .put("request_id", "5e1b6a08-0000-4000-8000-%012d".formatted(work.course))
        .put("hostname", "canvas.example.edu");
  }

  private static ObjectNode metadata(String name, Instant time) {
    return Json.object()
        .put("event_name", name)
        .put("event_time", MILLIS.format(time))
        .put("producer", "canvas")
        .put("root_account_id", global(1));
  }

  private static Fact fact(String view, ObjectNode value, String... between) {
    StringBuilder key = new StringBuilder(value.get("course").textValue());
    for (String part : between) {
      key.append('/').append(value.get(part).textValue());
    }
    String last = value.has("student") ? "student" : "enrollment";
    return new Fact(view, key.append('/').append(value.get(last).textValue()).toString(), value);
  }

  private static long local(int course, int object) {
    return 10_000L * (course + 1) + object;
  }

  private static String global(long local) {
    return Long.toString(SHARD * SHARD_SIZE + local);
  }

  private static String canonical(long local) {
    return SHARD + "~" + local;
  }
}
