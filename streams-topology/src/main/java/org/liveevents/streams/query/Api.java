package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.liveevents.streams.course.CourseProgressView;
import org.liveevents.streams.course.Grade;
import org.liveevents.streams.course.LatestGradeView;
import org.liveevents.streams.course.Progress;

/** Everything that can be asked: each path once, in the order it is documented. */
final class Api {

  /** Its description; open to everybody. */
  static final String OPENAPI = "/openapi.yaml";

  private static final Stored<Grade> GRADES =
      new Stored<>(LatestGradeView.STORE, Grade.class, Grade::eventTime);
  private static final Stored<Progress> PROGRESS =
      new Stored<>(CourseProgressView.STORE, Progress.class, Progress::eventTime);

  private Api() {}

  /** All endpoints. */
  static List<Endpoint> endpoints(QueryParts parts) {
    Router router = new Router(parts.ownership(), parts.stores(), new Peers());
    Stream<Endpoint> courses =
        questions().stream()
            .map(question -> new CourseEndpoint(question, parts.ownership(), router));
    Stream<Endpoint> others =
        Stream.of(
            new CourseListing(parts.ownership(), router),
            new LedgerEndpoint(parts.ledgerStore(), parts.ownership(), parts.stores(), router),
            new DriftEndpoint(parts.drift(), parts.ownership(), parts.stores(), router),
            new InstancesEndpoint(parts.ownership()),
            new TextEndpoint("/v1/topology", "text/plain; charset=utf-8", parts.topology()),
            new TextEndpoint(OPENAPI, "application/yaml", resource("openapi.yaml")));
    return Stream.concat(courses, others).toList();
  }

  /** What can be asked about one course. */
  private static List<CourseQuestion> questions() {
    String grades = CourseEndpoint.COURSE + "/grades";
    String progress = CourseEndpoint.COURSE + "/progress";
    return List.of(
        new CourseSummary(),
        new CourseList<>(
            grades, GRADES, Map.of("student", Grade::student, "assignment", Grade::assignment)),
        new CourseItem<>(
            grades + "/{assignment}/{user}",
            GRADES,
            (course, path) -> LatestGradeView.key(course, path.id("assignment"), path.id("user"))),
        new CourseList<>(progress, PROGRESS, Map.of()),
        new CourseItem<>(
            progress + "/{user}",
            PROGRESS,
            (course, path) -> CourseProgressView.key(course, path.id("user"))));
  }

  private static String resource(String name) {
    try (InputStream in = Api.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the archive");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
