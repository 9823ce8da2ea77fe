package org.liveevents.quickstart.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.liveevents.quickstart.simulation.Fact.Graded;
import org.liveevents.quickstart.simulation.Fact.Progressed;
import org.liveevents.quickstart.simulation.Fact.Student;
import org.liveevents.quickstart.simulation.World.Assignment;
import org.liveevents.quickstart.simulation.World.Course;
import org.liveevents.quickstart.simulation.World.Person;

/** How Canvas words what a student hands in, earns and completes, in its own format. */
final class GradeEvents {

  private final Metadata metadata;
  private final RandomGenerator random;

  GradeEvents(RandomGenerator random) {
    this.metadata = new Metadata(random);
    this.random = random;
  }

  /** One student's work on one assignment. */
  record Work(Course course, Person person, Assignment assignment) {

    String submission() {
      return World.global(assignment.id() * 1000 + person.id() % 1000);
    }
  }

  SimulatedEvent submissionCreated(Work work, int attempt, Instant time) {
    ObjectNode body =
        Json.object()
            .put("assignment_id", World.global(work.assignment.id()))
            .put("attempt", attempt)
            .put("body", "<p>My answer is " + random.nextInt(100) + ".</p>")
            .put("late", false)
            .put("missing", false)
            .put("submission_id", work.submission())
            .put("submission_type", "online_text_entry")
            .put("submitted_at", Json.millis(time))
            .put("updated_at", Json.millis(time))
            .put("user_id", World.global(work.person.id()))
            .put("workflow_state", "submitted");
    ObjectNode page =
        metadata.request(
            "submission_created",
            time,
            work.person,
            "StudentEnrollment",
            work.course,
            "/assignments/" + work.assignment.id() + "/submissions");
    return event(work.course, page, time, body, Optional.empty());
  }

  /**
   * A grade; only the metadata names the course.
   *
   * @param before the score it replaces, or null at the first grading
   * @param oldPoints what the assignment was worth before: a change of that repeats every grade
   * @param byQuiz whether a quiz was scored without a grader
   */
  SimulatedEvent gradeChange(
      Work work,
      double score,
      @Nullable Double before,
      int oldPoints,
      boolean byQuiz,
      Instant time) {
    String grade = display(score);
    ObjectNode body =
        Json.object()
            .put("assignment_id", World.global(work.assignment.id()))
            .put("grade", grade)
            .put("grading_complete", true)
            .put("muted", false)
            .put("old_points_possible", oldPoints)
            .put("points_possible", work.assignment.points())
            .put("score", score)
            .put("student_id", World.global(work.person.id()))
            .put("submission_id", work.submission())
            .put("user_id", World.global(work.person.id()));
    if (!byQuiz) {
      body.put("grader_id", World.global(work.course.teacher().id()));
    }
    if (before != null) {
      body.put("old_grade", display(before)).put("old_score", before);
    }
    ObjectNode page =
        metadata.request(
            "grade_change",
            time,
            byQuiz ? work.person : work.course.teacher(),
            byQuiz ? "StudentEnrollment" : "TeacherEnrollment",
            work.course,
            "/gradebook");
    Graded fact =
        new Graded(
            student(work.course, work.person), World.canonical(work.assignment.id()), score, grade);
    return event(work.course, page, time, body, Optional.of(fact));
  }

  /** The course score that follows a grade; its body speaks in local ids. */
  SimulatedEvent courseGradeChange(Course course, Person person, double score, Instant time) {
    ObjectNode body =
        Json.object()
            .put("user_id", Long.toString(person.id()))
            .put("course_id", Long.toString(course.id()))
            .put("workflow_state", "active")
            .put("created_at", Json.millis(time))
            .put("updated_at", Json.millis(time))
            .put("current_score", score)
            .put("final_score", score / 2)
            .put("unposted_current_score", score)
            .put("unposted_final_score", score / 2);
    ObjectNode page =
        metadata.request(
            "course_grade_change",
            time,
            course.teacher(),
            "TeacherEnrollment",
            course,
            "/gradebook/update_submission");
    return event(course, page, time, body, Optional.empty());
  }

  SimulatedEvent quizSubmitted(Work work, Instant time) {
    ObjectNode body =
        Json.object()
            .put("quiz_id", World.global(work.assignment.id() + 900_000))
            .put("submission_id", work.submission() + "1");
    ObjectNode page =
        metadata.request(
            "quiz_submitted", time, work.person, "StudentEnrollment", work.course, "/quizzes");
    return event(work.course, page, time, body, Optional.empty());
  }

  /**
   * A step in the modules, told by a job in local ids; the last one is a {@code course_completed}.
   */
  SimulatedEvent progress(Course course, Person person, int completed, Instant time) {
    boolean last = completed == course.requirements();
    String completedAt = last ? Json.millis(time.minusSeconds(120)) : null;
    ObjectNode body = Json.object();
    body.putObject("course")
        .put("account_id", Long.toString(World.ACCOUNT))
        .put("id", Long.toString(course.id()))
        .put("name", course.name())
        .put("sis_source_id", "2026." + course.code());
    body.putObject("progress")
        .put("completed_at", completedAt)
        .put("next_requirement_url", "https://" + World.HOST + "/courses/" + course.id())
        .put("requirement_completed_count", completed)
        .put("requirement_count", course.requirements());
    body.putObject("user")
        .put("email", person.login())
        .put("id", Long.toString(person.id()))
        .put("name", person.name());
    ObjectNode job =
        metadata.job(
            last ? "course_completed" : "course_progress",
            time,
            "ContextModuleProgression#evaluate!");
    Progressed fact =
        new Progressed(student(course, person), course.requirements(), completed, completedAt);
    return event(course, job, time, body, Optional.of(fact));
  }

  private static SimulatedEvent event(
      Course course, ObjectNode metadata, Instant time, ObjectNode body, Optional<Fact> fact) {
    return CourseEvents.of(Optional.of(course.scope()), metadata, time, body, fact);
  }

  private static Student student(Course course, Person person) {
    return new Student(World.canonical(course.id()), World.canonical(person.id()));
  }

  private static String display(double score) {
    return score == Math.rint(score) ? Long.toString((long) score) : Double.toString(score);
  }
}
