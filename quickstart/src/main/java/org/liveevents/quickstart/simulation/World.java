package org.liveevents.quickstart.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.liveevents.event.CanvasId;

/** The people and courses of the simulated Canvas; all on one shard. */
record World(List<Course> courses) {

  static final long SHARD = 2107;
  static final long ROOT_ACCOUNT = 1;
  static final long ACCOUNT = 79;
  static final String HOST = "northfield.instructure.com";

  private static final List<String> SUBJECTS =
      List.of(
          "Linear Algebra",
          "Organic Chemistry",
          "World History",
          "Microeconomics",
          "Genetics",
          "Statistics",
          "Philosophy of Mind",
          "Databases",
          "Thermodynamics",
          "Creative Writing");
  private static final List<String> FIRST =
      List.of(
          "Ada", "Emmy", "Alan", "Grace", "Katherine", "Leonhard", "Sofia", "Niels", "Zoë", "José");
  private static final List<String> LAST =
      List.of(
          "Noether",
          "Lovelace",
          "Turing",
          "Hopper",
          "Euler",
          "Curie",
          "Bohr",
          "Nuñez",
          "李",
          "Gauß");

  static final long FIRST_COURSE = 4001;
  private static final long FIRST_TEACHER = 30_001;
  private static final long FIRST_STUDENT = 50_001;
  private static final long FIRST_ASSIGNMENT = 70_001;
  private static final int REQUIREMENTS = 12;

  World {
    courses = List.copyOf(courses);
  }

  /** A person's local id and name. */
  record Person(long id, String name) {
    String login() {
      return "u" + id + "@northfield.example";
    }
  }

  /** An assignment's local id, title and points. */
  record Assignment(long id, String title, int points) {}

  /** A course with everyone and everything in it. */
  record Course(
      long id,
      String name,
      String code,
      Person teacher,
      List<Person> students,
      List<Assignment> assignments,
      int requirements) {

    Course {
      students = List.copyOf(students);
      assignments = List.copyOf(assignments);
    }

    String scope() {
      return "course:" + canonical(id);
    }
  }

  static World of(int courses, int studentsEach, int assignmentsEach, RandomGenerator random) {
    List<Course> made = new ArrayList<>();
    for (int c = 0; c < courses; c++) {
      List<Person> students = new ArrayList<>();
      for (int s = 0; s < studentsEach; s++) {
        // Neighbouring courses share students, as they do at a university.
        students.add(person(FIRST_STUDENT + (long) c * studentsEach / 2 + s));
      }
      List<Assignment> assignments = new ArrayList<>();
      for (int a = 0; a < assignmentsEach; a++) {
        long id = FIRST_ASSIGNMENT + (long) c * assignmentsEach + a;
        assignments.add(new Assignment(id, "Problem set " + (a + 1), 5 * (1 + random.nextInt(4))));
      }
      String subject = SUBJECTS.get(c % SUBJECTS.size());
      made.add(
          new Course(
              FIRST_COURSE + c,
              subject,
              subject.substring(0, 3).toUpperCase(Locale.ROOT) + "-" + (101 + c),
              person(FIRST_TEACHER + c),
              students,
              assignments,
              REQUIREMENTS));
    }
    return new World(made);
  }

  private static Person person(long id) {
    int index = Math.floorMod(id * 31, 100);
    return new Person(id, FIRST.get(index % 10) + " " + LAST.get(index / 10));
  }

  /** The global number of a local id. */
  static String global(long local) {
    return Long.toString(SHARD * CanvasId.SHARD_SIZE + local);
  }

  /** The canonical text of a local id. */
  static String canonical(long local) {
    return new CanvasId.Sharded(SHARD, local).text();
  }
}
