package org.liveevents.streams.query;

import java.util.Set;
import java.util.TreeSet;

/** Finds the course's partition and brings the question there. */
final class CourseEndpoint implements Endpoint {

  /** The path of a course. */
  static final String COURSE = "/v1/courses/{course}";

  private static final String SCOPE = "course:";

  private final CourseQuestion asked;
  private final Ownership ownership;
  private final Router router;

  CourseEndpoint(CourseQuestion asked, Ownership ownership, Router router) {
    this.asked = asked;
    this.ownership = ownership;
    this.router = router;
  }

  @Override
  public String path() {
    return asked.path();
  }

  @Override
  public Set<String> parameters() {
    Set<String> all = new TreeSet<>(asked.parameters());
    all.add(Question.STALE);
    return all;
  }

  @Override
  public Reply answer(Question question) {
    String course = question.parameters().id("course");
    Reading<?> reading = asked.reading(course, question.parameters());
    return router.route(question, ownership.partitionOf(SCOPE + course), reading);
  }
}
