package org.liveevents.streams.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.Keys;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;

/** A course at a glance, counted when asked. The test student counts nowhere. */
final class CourseSummary implements CourseQuestion {

  @Override
  public String path() {
    return CourseEndpoint.COURSE;
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  /** Counts and means of all. */
  @Override
  public boolean isOfPersons() {
    return false;
  }

  @Override
  public Reading<Summary> reading(String course, Parameters parameters) {
    return contents ->
        Stored.of(Views.COURSE)
            .one(contents, course)
            .map(known -> new Sums(course, contents, known).excerpt());
  }

  /** A course as it is added up. */
  private static final class Sums {

    private final String course;
    private final Contents contents;
    private final ObjectNode known;
    private final Set<String> testStudents = new HashSet<>();
    private final Set<String> enrolled = new HashSet<>();
    private final Set<String> graded = new HashSet<>();
    private final Set<String> assignments = new HashSet<>();
    private final Mean scores = new Mean();
    private final Mean fractions = new Mean();
    private long assignmentCount;
    private long submissions;
    private long grades;
    private long inProgress;
    private long completed;
    private @Nullable Instant latest;

    Sums(String course, Contents contents, ObjectNode known) {
      this.course = course;
      this.contents = contents;
      this.known = known;
      this.latest = Stored.eventTime(known);
      each(Views.ENROLLMENT, this::enrollment);
      each(Views.ASSIGNMENT, assignment -> assignmentCount++);
      each(Views.SUBMISSION, this::submission);
      each(Views.GRADE, this::grade);
      each(Views.PROGRESS, this::progress);
    }

    Excerpt<Summary> excerpt() {
      Summary summary =
          new Summary(
              course,
              known.path("name").textValue(),
              known.path("code").textValue(),
              known.path("state").textValue(),
              known.path("syllabus_changed_at").textValue(),
              new Counts(
                  enrolled.size(),
                  assignmentCount,
                  submissions,
                  grades,
                  graded.size(),
                  assignments.size(),
                  inProgress,
                  completed),
              scores.value(),
              new ProgressSummary(fractions.value(), completed),
              latest);
      return new Excerpt<>(summary, latest);
    }

    private void each(View view, Consumer<ObjectNode> consumer) {
      KeyRange range = new KeyRange(Keys.first(course), Keys.beyond(course));
      contents.scan(
          view.store(),
          range,
          (key, value) -> {
            view.show(key, value)
                .ifPresent(
                    shown -> {
                      consumer.accept(shown);
                      latest = Excerpt.later(latest, Stored.eventTime(shown));
                    });
            return true;
          });
    }

    private void enrollment(ObjectNode enrollment) {
      String user = enrollment.path("user").asText("");
      if (enrollment.path("test_student").booleanValue()) {
        testStudents.add(user);
      } else if (enrollment.path("type").asText().equals("StudentEnrollment")) {
        enrolled.add(user);
      }
    }

    private boolean isTest(ObjectNode shown) {
      return testStudents.contains(shown.path("student").asText());
    }

    private void submission(ObjectNode submission) {
      submissions += isTest(submission) || submission.path("submitted_at").isNull() ? 0 : 1;
    }

    private void grade(ObjectNode grade) {
      if (isTest(grade)) {
        return;
      }
      grades++;
      graded.add(grade.path("student").asText());
      assignments.add(grade.path("assignment").asText());
      if (grade.path("visible").booleanValue()) {
        scores.add(number(grade, "score"), number(grade, "points_possible"));
      }
    }

    private void progress(ObjectNode progress) {
      if (isTest(progress)) {
        return;
      }
      inProgress++;
      completed += progress.path("completed").booleanValue() ? 1 : 0;
      fractions.add(
          number(progress, "requirement_completed_count"), number(progress, "requirement_count"));
    }

    private static @Nullable BigDecimal number(ObjectNode shown, String field) {
      JsonNode node = shown.path(field);
      return node.isNumber() ? node.decimalValue() : null;
    }
  }

  /**
   * The answer.
   *
   * @param name null until an event names the course
   * @param code its SIS id, as the feed holds no other code; null if it has none
   * @param state Canvas' workflow state; null until an event tells
   * @param syllabusChangedAt when last; null if no event told
   * @param meanScore mean of score by points possible over the grades students see; null if none
   */
  record Summary(
      String course,
      @Nullable String name,
      @Nullable String code,
      @Nullable String state,
      @Nullable String syllabusChangedAt,
      Counts counts,
      @Nullable BigDecimal meanScore,
      ProgressSummary progress,
      @Nullable Instant lastEventTime) {}

  /** How many of what. */
  record Counts(
      long students,
      long assignments,
      long submissions,
      long grades,
      long studentsWithGrades,
      long assignmentsWithGrades,
      long studentsWithProgress,
      long completed) {}

  /**
   * How far the students are.
   *
   * @param mean mean of requirements met by requirements, from 0 to 1; null if none has any
   */
  record ProgressSummary(@Nullable BigDecimal mean, long completed) {}
}
