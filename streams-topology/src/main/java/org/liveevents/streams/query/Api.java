package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.liveevents.streams.course.Keys;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.CourseItem.History;

/** Everything that can be asked: each path once. */
final class Api {

  /** Its description; open to everybody. */
  static final String OPENAPI = "/openapi.yaml";

  private Api() {}

  /** All endpoints. */
  static List<Endpoint> endpoints(QueryParts parts, Hops hops) {
    PartitionBooks books = new PartitionBooks(parts.ledgerStore(), parts.stores());
    Router router = new Router(parts.ownership(), parts.stores(), new Peers(hops));
    Stream<Endpoint> courses =
        questions(new History(parts.historyRetention(), parts.clock())).stream()
            .map(question -> new CourseEndpoint(question, parts.ownership(), router));
    Stream<Endpoint> others =
        Stream.of(
            new CourseListing(parts.ownership(), router),
            new LedgerEndpoint(parts.ownership(), books, router),
            new PipelineEndpoint(parts.ownership(), books, parts.insight(), router, parts.clock()),
            new RejectedEndpoint(parts.insight().rejected()),
            new BridgesEndpoint(parts.insight().bridges(), parts.clock()),
            new DriftEndpoint(parts.drift(), parts.ownership(), parts.stores(), router),
            new InstancesEndpoint(parts.ownership()),
            new TextEndpoint("/v1/topology", "text/plain; charset=utf-8", parts.topology()),
            new TextEndpoint(OPENAPI, "application/yaml", resource("openapi.yaml")));
    return Stream.concat(courses, others).toList();
  }

  /**
   * What can be asked about one course. A request's path is held against one after the other: what
   * is asked most comes first.
   */
  private static List<CourseQuestion> questions(History history) {
    return Stream.concat(
            items(history),
            Stream.concat(Stream.of(new CourseSummary(), new Discussions()), lists()))
        .toList();
  }

  private static Stream<CourseQuestion> lists() {
    return Stream.of(
        list("grades", Views.GRADE, "student", "assignment")
            .flagged("visible")
            .titled(Titles.OF_ASSIGNMENTS),
        list("progress", Views.PROGRESS),
        list("scores", Views.SCORE),
        list("enrollments", Views.ENROLLMENT, "user").flagged("test_student"),
        list("submissions", Views.SUBMISSION, "student", "assignment")
            .titled(Titles.OF_ASSIGNMENTS),
        list("assignments", Views.ASSIGNMENT),
        list("assignment-groups", Views.ASSIGNMENT_GROUP),
        list("assignment-overrides", Views.ASSIGNMENT_OVERRIDE, "assignment"),
        list("modules", Views.MODULE),
        list("module-items", Views.MODULE_ITEM, "module"),
        list("quizzes", Views.QUIZ),
        list("quiz-submissions", Views.QUIZ_SUBMISSION, "student", "quiz")
            .titled(Titles.OF_QUIZZES),
        list("discussion-topics", Views.DISCUSSION_TOPIC),
        list("groups", Views.GROUP),
        list("group-members", Views.GROUP_MEMBER, "group", "user"),
        CourseList.of(CourseEndpoint.COURSE + "/activity", Stored.activity()),
        list("user-activity", Views.USER_ACTIVITY, "user"));
  }

  private static Stream<CourseQuestion> items(History history) {
    return Stream.of(
        new CourseItem(
            CourseEndpoint.COURSE + "/grades/{assignment}/{user}",
            Views.GRADE,
            (course, path) -> Keys.of(course, path.id("assignment"), path.id("user")),
            Optional.of(Titles.OF_ASSIGNMENTS),
            history),
        ofUser("progress", Views.PROGRESS, history),
        ofUser("scores", Views.SCORE, history));
  }

  private static CourseList list(String name, View view, String... ids) {
    return CourseList.of(CourseEndpoint.COURSE + "/" + name, Stored.of(view), ids);
  }

  private static CourseItem ofUser(String name, View view, History history) {
    return new CourseItem(
        CourseEndpoint.COURSE + "/" + name + "/{user}",
        view,
        (course, path) -> Keys.of(course, path.id("user")),
        Optional.empty(),
        history);
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
