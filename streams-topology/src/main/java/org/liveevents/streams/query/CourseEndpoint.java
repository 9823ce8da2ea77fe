package org.liveevents.streams.query;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.access.Reach;

/** Finds the course's partition and brings the question there. */
final class CourseEndpoint implements Endpoint {

  /** The path of a course. */
  static final String COURSE = "/v1/courses/{course}";

  private static final String SCOPE = "course:";

  private final CourseQuestion asked;
  private final Ownership ownership;
  private final Router router;
  private final Set<String> parameters;
  private final boolean ofPersons;

  CourseEndpoint(CourseQuestion asked, Ownership ownership, Router router) {
    this.asked = asked;
    this.ownership = ownership;
    this.router = router;
    this.parameters = parameters(asked);
    this.ofPersons = asked.isOfPersons();
  }

  @Override
  public String path() {
    return asked.path();
  }

  @Override
  public Set<String> parameters() {
    return parameters;
  }

  private static Set<String> parameters(CourseQuestion asked) {
    Set<String> all = new TreeSet<>(asked.parameters());
    all.add(Question.STALE);
    return Collections.unmodifiableSet(all);
  }

  @Override
  public Reply answer(Question question) {
    String course = question.parameters().id("course");
    Reading<?> reading = within(question.caller().reach(), course, question.parameters());
    return router.route(question, ownership.partitionOf(SCOPE + course), reading);
  }

  @Override
  public boolean isOfPersons() {
    return ofPersons;
  }

  @Override
  public boolean keepsLimits() {
    return true;
  }

  /** Which account a course belongs to is known where the course is. */
  private Reading<?> within(Reach reach, String course, Parameters parameters) {
    Reading<?> reading = asked.reading(course, parameters);
    if (!reach.isLimited()) {
      return reading;
    }
    return contents ->
        reach.covers(course, () -> account(contents, course))
            ? reading.from(contents).map(Excerpt::ofAny)
            : Optional.of(new Excerpt<Object>(new OutOfReach(), null));
  }

  private static Optional<String> account(Contents contents, String course) {
    return Stored.of(Views.COURSE)
        .one(contents, course)
        .map(known -> known.path("account").textValue());
  }
}
