package org.liveevents.quickstart.simulation;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an event says about a student that a query must later tell. */
public sealed interface Fact {

  /** Calls the function of the case at hand. */
  <T> T fold(Function<? super Graded, T> onGraded, Function<? super Progressed, T> onProgressed);

  /**
   * A submission was graded.
   *
   * @param score the number behind the grade
   * @param grade what the student sees
   */
  record Graded(Student student, String assignment, double score, String grade) implements Fact {
    @Override
    public <T> T fold(
        Function<? super Graded, T> onGraded, Function<? super Progressed, T> onProgressed) {
      return onGraded.apply(this);
    }
  }

  /**
   * A student went on in the modules of a course.
   *
   * @param completedAt when the last requirement was met, as Canvas writes it; null before
   */
  record Progressed(Student student, int requirements, int completed, @Nullable String completedAt)
      implements Fact {
    @Override
    public <T> T fold(
        Function<? super Graded, T> onGraded, Function<? super Progressed, T> onProgressed) {
      return onProgressed.apply(this);
    }
  }

  /** A student in a course; both ids canonical, such as {@code 2107~4001}. */
  record Student(String course, String user) {}
}
