package org.liveevents.quickstart.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.liveevents.quickstart.simulation.GradeEvents.Work;
import org.liveevents.quickstart.simulation.World.Assignment;
import org.liveevents.quickstart.simulation.World.Course;
import org.liveevents.quickstart.simulation.World.Person;

/**
 * What happens in the courses of a world: they open, then students read, write, hand in, are graded
 * and go on. Remembers grades and progress, so that each event follows from those before it.
 */
final class Term {

  private record Enrolled(long course, long person) {}

  private final World world;
  private final RandomGenerator random;
  private final CourseEvents courses;
  private final GradeEvents grades;
  private final CaliperEvents caliper;
  private final Map<Work, Double> scores = new HashMap<>();
  private final Map<Work, Integer> attempts = new HashMap<>();
  private final Map<Enrolled, Integer> progress = new HashMap<>();

  Term(World world, RandomGenerator random) {
    this.world = world;
    this.random = random;
    this.courses = new CourseEvents(random);
    this.grades = new GradeEvents(random);
    this.caliper = new CaliperEvents(random);
  }

  /** Every course is made, its people come in, its assignments are set. */
  List<SimulatedEvent> open(Window window) {
    List<SimulatedEvent> events = new ArrayList<>();
    int step = 0;
    int steps = world.courses().stream().mapToInt(Term::openingSteps).sum();
    for (Course course : world.courses()) {
      events.add(courses.courseCreated(course, window.at(step++, steps, random)));
      events.add(
          courses.enrollmentCreated(
              course, course.teacher(), "TeacherEnrollment", window.at(step++, steps, random)));
      for (Person student : course.students()) {
        events.add(
            courses.enrollmentCreated(
                course, student, "StudentEnrollment", window.at(step++, steps, random)));
      }
      for (Assignment assignment : course.assignments()) {
        events.add(courses.assignmentCreated(course, assignment, window.at(step++, steps, random)));
      }
    }
    return events;
  }

  private static int openingSteps(Course course) {
    return 2 + course.students().size() + course.assignments().size();
  }

  /** So many events of a stretch of the term. */
  List<SimulatedEvent> go(Window window, int count) {
    List<SimulatedEvent> events = new ArrayList<>();
    while (events.size() < count) {
      List<SimulatedEvent> next = step(window.at(events.size(), count, random));
      events.addAll(next.subList(0, Math.min(next.size(), count - events.size())));
    }
    return events;
  }

  /** A grade whose sender's clock is far ahead; the term itself takes no notice of it. */
  SimulatedEvent fromTheFuture(Instant time) {
    Work work = someWork();
    return grades.gradeChange(work, 0, null, work.assignment().points(), false, time);
  }

  private List<SimulatedEvent> step(Instant time) {
    Course course = world.courses().get(random.nextInt(world.courses().size()));
    Person student = course.students().get(random.nextInt(course.students().size()));
    int dice = random.nextInt(100);
    if (dice < 24) {
      return List.of(courses.assetAccessed(course, student, time));
    }
    if (dice < 32) {
      return List.of(caliper.assetAccessed(course, student, time));
    }
    if (dice < 36) {
      return List.of(caliper.loggedIn(student, time));
    }
    if (dice < 43) {
      return List.of(
          courses.session(random.nextBoolean() ? "logged_in" : "logged_out", student, time));
    }
    if (dice < 50) {
      return List.of(courses.discussionEntryCreated(course, student, time));
    }
    if (dice < 54) {
      return List.of(courses.wikiPageUpdated(course, time));
    }
    if (dice < 55) {
      return List.of(courses.unheardOf(course, time));
    }
    return dice < 68 ? List.of(progress(course, student, time)) : work(dice, time);
  }

  private List<SimulatedEvent> work(int dice, Instant time) {
    Work work = someWork();
    if (dice < 80) {
      return List.of(grades.submissionCreated(work, attempts.merge(work, 1, Integer::sum), time));
    }
    if (dice < 85) {
      return List.of(grades.quizSubmitted(work, time), grade(work, true, time.plusMillis(2)));
    }
    if (dice < 88) { // One request that saves twice: both events bear the same time.
      return List.of(grade(work, false, time), grade(work, false, time));
    }
    if (dice < 91) {
      return List.of(again(work, time));
    }
    SimulatedEvent graded = grade(work, false, time);
    double score =
        Math.round(scores.getOrDefault(work, 0.0) * 1000 / work.assignment().points()) / 10.0;
    return List.of(
        graded, grades.courseGradeChange(work.course(), work.person(), score, time.plusMillis(3)));
  }

  private SimulatedEvent grade(Work work, boolean byQuiz, Instant time) {
    double score = random.nextInt(2 * work.assignment().points() + 1) / 2.0;
    Double before = scores.put(work, score);
    return grades.gradeChange(work, score, before, work.assignment().points(), byQuiz, time);
  }

  /** The assignment is worth more now: the grade is sent again with the score it had. */
  private SimulatedEvent again(Work work, Instant time) {
    Double score = scores.get(work);
    return score == null
        ? grade(work, false, time)
        : grades.gradeChange(work, score, score, work.assignment().points() - 1, false, time);
  }

  private SimulatedEvent progress(Course course, Person student, Instant time) {
    int completed =
        progress.merge(
            new Enrolled(course.id(), student.id()),
            1,
            (before, one) -> Math.min(before + one, course.requirements()));
    return grades.progress(course, student, completed, time);
  }

  private Work someWork() {
    Course course = world.courses().get(random.nextInt(world.courses().size()));
    return new Work(
        course,
        course.students().get(random.nextInt(course.students().size())),
        course.assignments().get(random.nextInt(course.assignments().size())));
  }
}
