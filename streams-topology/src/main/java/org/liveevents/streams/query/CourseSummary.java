package org.liveevents.streams.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.Course;
import org.liveevents.streams.course.CourseProgressView;
import org.liveevents.streams.course.CourseView;
import org.liveevents.streams.course.Grade;
import org.liveevents.streams.course.Keys;
import org.liveevents.streams.course.LatestGradeView;
import org.liveevents.streams.course.Progress;
import org.liveevents.streams.course.StateJson;

/** A course at a glance, counted when asked. */
final class CourseSummary implements CourseQuestion {

  @Override
  public String path() {
    return CourseEndpoint.COURSE;
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public Reading<Summary> reading(String course, Parameters parameters) {
    return contents ->
        contents
            .value(CourseView.STORE, course)
            .map(value -> StateJson.read(value, Course.class))
            .map(known -> sum(known, contents));
  }

  private static Excerpt<Summary> sum(Course course, Contents contents) {
    Sums sums = new Sums(course.lastEventTime());
    KeyRange range = new KeyRange(Keys.first(course.course()), Keys.beyond(course.course()));
    contents.scan(LatestGradeView.STORE, range, sums::grade);
    contents.scan(CourseProgressView.STORE, range, sums::progress);
    Summary summary =
        new Summary(
            course.course(),
            course.name(),
            null,
            course.state(),
            new Counts(
                sums.grades,
                sums.students.size(),
                sums.assignments.size(),
                sums.inProgress,
                sums.completed),
            sums.scores.value(),
            new ProgressSummary(sums.fractions.value(), sums.completed),
            sums.latest);
    return new Excerpt<>(summary, sums.latest);
  }

  /** Grades and progress of a course as they are added up. */
  private static final class Sums {

    private final Set<String> students = new HashSet<>();
    private final Set<String> assignments = new HashSet<>();
    private final Mean scores = new Mean();
    private final Mean fractions = new Mean();
    private long grades;
    private long inProgress;
    private long completed;
    private Instant latest;

    Sums(Instant latest) {
      this.latest = latest;
    }

    boolean grade(String key, byte[] value) {
      Grade grade = StateJson.read(value, Grade.class);
      grades++;
      students.add(grade.student());
      assignments.add(grade.assignment());
      if (isVisible(grade)) {
        scores.add(grade.score(), grade.pointsPossible());
      }
      seen(grade.eventTime());
      return true;
    }

    boolean progress(String key, byte[] value) {
      Progress progress = StateJson.read(value, Progress.class);
      inProgress++;
      completed += progress.completed() ? 1 : 0;
      fractions.add(progress.requirementCompletedCount(), progress.requirementCount());
      seen(progress.eventTime());
      return true;
    }

    private void seen(Instant time) {
      latest = time.isAfter(latest) ? time : latest;
    }

    /** Whether the student may see it: neither muted nor partially graded. */
    private static boolean isVisible(Grade grade) {
      return !Boolean.TRUE.equals(grade.muted()) && !Boolean.FALSE.equals(grade.gradingComplete());
    }
  }

  /**
   * The answer.
   *
   * @param name null until an event names the course
   * @param code null until a view knows it
   * @param state Canvas' workflow state; null until an event tells
   * @param meanScore mean of score by points possible over the grades students see; null if none
   */
  record Summary(
      String course,
      @Nullable String name,
      @Nullable String code,
      @Nullable String state,
      Counts counts,
      @Nullable BigDecimal meanScore,
      ProgressSummary progress,
      Instant lastEventTime) {}

  /** How many of what. */
  record Counts(
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
