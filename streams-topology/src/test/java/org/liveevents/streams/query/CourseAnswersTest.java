package org.liveevents.streams.query;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.course.Views.GRADE;
import static org.liveevents.streams.query.FakeInstance.TODAY;
import static org.liveevents.streams.query.Samples.NOON;
import static org.liveevents.streams.query.Samples.course;
import static org.liveevents.streams.query.Samples.grade;
import static org.liveevents.streams.query.Samples.muted;
import static org.liveevents.streams.query.Samples.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.Samples.Sample;

class CourseAnswersTest {

  private static final String COURSE = "2107~565";

  private final FakeInstance instance =
      new FakeInstance(4)
          .with(course(COURSE))
          .with(grade(COURSE, "2107~1", "2107~70", "8"))
          .with(grade(COURSE, "2107~1", "2107~71", null))
          .with(grade(COURSE, "2107~2", "2107~70", "5"))
          .with(muted(COURSE, "2107~3", "2107~70", "1"))
          .with(grade("2107~5650", "2107~1", "2107~70", "3"))
          .with(progress(COURSE, "2107~70", 3, 3))
          .with(progress(COURSE, "2107~71", 1, 3))
          .with(progress(COURSE, "2107~72", 0, 0));
  private final Served served = new Served(instance);

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void summarisesACourse() throws Exception {
    // When
    JsonNode summary = served.ok("/v1/courses/565");

    // Then
    assertThat(summary.get("course").textValue()).isEqualTo(COURSE);
    assertThat(summary.get("name").textValue()).isEqualTo("Botany");
    assertThat(summary.get("code").textValue()).isEqualTo("BOT-1");
    assertThat(summary.get("counts"))
        .hasToString(
            "{\"students\":0,\"assignments\":0,\"submissions\":0,\"grades\":4,\"students_with_grades\":2,\"assignments_with_grades\":3,"
                + "\"students_with_progress\":3,\"completed\":2}");
    assertThat(summary.get("last_event_time").textValue()).isEqualTo("2026-08-03T12:01:00Z");
  }

  @Test
  void leavesHiddenGradesOutOfTheMean() throws Exception {
    JsonNode summary = served.ok("/v1/courses/565");

    assertThat(summary.get("mean_score").asText()).isEqualTo("0.65");
    assertThat(summary.get("progress").get("mean").asText()).isEqualTo("0.6667");
  }

  @Test
  void givesTheFreshnessOfThePartition() throws Exception {
    assertThat(served.ok("/v1/courses/565/grades/1/70").get("freshness"))
        .hasToString(
            "{\"role\":\"active\",\"lag\":3,\"event_time\":\"2026-08-03T12:00:30Z\",\"offset\":41}");
  }

  @Test
  void acceptsIdsInAllTheirForms() throws Exception {
    for (String id : List.of("21070000000000565", "2107~565", "2107%7E565", "565")) {
      assertThat(served.ok("/v1/courses/" + id).get("course").textValue()).isEqualTo(COURSE);
    }
  }

  @Test
  void answersOneGradeAsItIsStored() throws Exception {
    // When
    JsonNode grade = served.ok("/v1/courses/565/grades/21070000000000001/70");

    // Then
    assertThat(grade.get("student").textValue()).isEqualTo("2107~70");
    assertThat(grade.get("score").asText()).isEqualTo("8");
    assertThat(grade.get("grading_complete").booleanValue()).isTrue();
  }

  @Test
  void listsTheGradesOfOneStudentOrAssignment() throws Exception {
    assertThat(served.ok("/v1/courses/565/grades").get("items")).hasSize(4);
    assertThat(served.ok("/v1/courses/565/grades?student=70").get("items")).hasSize(3);
    assertThat(served.ok("/v1/courses/565/grades?assignment=1").get("items")).hasSize(2);
    assertThat(served.ok("/v1/courses/565/grades?assignment=1&student=71").get("items")).hasSize(1);
  }

  @Test
  void pagesThroughGradesWithoutRepeatingOrMissingOne() throws Exception {
    // When
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = served.ok("/v1/courses/565/grades?student=70&limit=1" + cursor);
      page.get("items").forEach(grade -> seen.add(grade.get("assignment").textValue()));
      cursor =
          page.get("next_cursor").isNull() ? "" : "&cursor=" + page.get("next_cursor").asText();
      pages++;
    } while (!cursor.isEmpty());

    // Then
    assertThat(seen).containsExactly("2107~1", "2107~2", "2107~3");
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void refusesACursorThatWasTamperedWithOrIsOfAnotherQuestion() throws Exception {
    // Given
    String cursor =
        served.ok("/v1/courses/565/grades?student=70&limit=1").get("next_cursor").asText();

    // Then
    String changed = (cursor.startsWith("N") ? "O" : "N") + cursor.substring(1);
    assertThat(status("/v1/courses/565/grades?student=70&cursor=" + changed)).isEqualTo(400);
    assertThat(status("/v1/courses/565/grades?student=71&cursor=" + cursor)).isEqualTo(400);
    assertThat(status("/v1/courses/566/grades?student=70&cursor=" + cursor)).isEqualTo(400);
    assertThat(status("/v1/courses?cursor=" + cursor)).isEqualTo(400);
    assertThat(status("/v1/courses?cursor=***")).isEqualTo(400);
  }

  @Test
  void listsTheProgressOfACourse() throws Exception {
    assertThat(served.ok("/v1/courses/565/progress").get("items")).hasSize(3);
    assertThat(served.ok("/v1/courses/565/progress/71").get("completed").booleanValue()).isFalse();
  }

  @Test
  void answersAnEmptyListForAKnownCourseAndNotFoundForAnUnknownOne() throws Exception {
    // Given
    instance.with(course("2107~9"));

    // Then
    assertThat(served.ok("/v1/courses/9/grades").get("items")).isEmpty();
    assertThat(status("/v1/courses/10/grades")).isEqualTo(404);
    assertThat(status("/v1/courses/10")).isEqualTo(404);
    assertThat(status("/v1/courses/565/progress/99")).isEqualTo(404);
  }

  @Test
  void showsOnlyWhatStudentsSeeIfAskedTo() throws Exception {
    assertThat(served.ok("/v1/courses/565/grades?visible=true").get("items")).hasSize(3);
    assertThat(served.ok("/v1/courses/565/grades?visible=false").get("items")).hasSize(1);
    assertThat(status("/v1/courses/565/grades?visible=1")).isEqualTo(400);
  }

  @Test
  void answersAGradeAsItWas() throws Exception {
    // Given: it was 4 once, then 6; what is known now is later still
    Sample first =
        Samples.entry(GRADE, TODAY.minus(ofDays(20)), score("4"), COURSE, "2107~9", "2107~70");
    Sample second =
        Samples.entry(GRADE, TODAY.minus(ofDays(9)), score("6"), COURSE, "2107~9", "2107~70");
    instance
        .with(Samples.entry(GRADE, TODAY, score("9"), COURSE, "2107~9", "2107~70"))
        .version(first, TODAY.minus(ofDays(9)))
        .version(second, TODAY);

    // Then
    String grade = "/v1/courses/565/grades/9/70";
    assertThat(served.ok(grade).get("score").intValue()).isEqualTo(9);
    assertThat(served.ok(grade + "?at=" + TODAY.plusSeconds(5)).get("score").intValue())
        .isEqualTo(9);
    assertThat(served.ok(grade + "?at=2026-08-05T00:00:00Z").get("score").intValue()).isEqualTo(6);
    assertThat(served.ok(grade + "?at=2026-07-25T00:00:00Z").get("score").intValue()).isEqualTo(4);
    assertThat(status(grade + "?at=2026-07-20T00:00:00Z")).isEqualTo(404);
    assertThat(status(grade + "?at=2026-07-10T23:59:59Z")).isEqualTo(410);
    assertThat(status(grade + "?at=yesterday")).isEqualTo(400);
    assertThat(status("/v1/courses/565/scores/70?at=" + TODAY)).isEqualTo(400);
  }

  @Test
  void answersAProgressAsItWasWithoutAVersionIfItHasNotChangedSince() throws Exception {
    assertThat(
            served
                .ok("/v1/courses/565/progress/70?at=2026-08-04T00:00:00Z")
                .get("completed")
                .booleanValue())
        .isTrue();
  }

  @Test
  void saysWhatThingsAreCalled() throws Exception {
    // Given
    instance.with(Samples.entry(Views.ASSIGNMENT, NOON, Map.of("title", "Moss"), COURSE, "2107~1"));

    // Then
    JsonNode grades = served.ok("/v1/courses/565/grades?student=70").get("items");
    assertThat(grades.get(0).get("assignment_title").textValue()).isEqualTo("Moss");
    assertThat(grades.get(1).get("assignment_title").isNull()).isTrue();
    assertThat(served.ok("/v1/courses/565/grades/1/70").get("assignment_title").textValue())
        .isEqualTo("Moss");
  }

  @Test
  void leavesOutWhatIsDeleted() throws Exception {
    // Given
    instance
        .with(enrollment("2107~81", "2107~70", "StudentEnrollment", "active"))
        .with(enrollment("2107~82", "2107~71", "StudentEnrollment", "deleted"))
        .with(enrollment("2107~83", "2107~72", "StudentViewEnrollment", "active"));

    // Then
    assertThat(served.ok("/v1/courses/565/enrollments").get("items")).hasSize(2);
    assertThat(served.ok("/v1/courses/565/enrollments?user=71").get("items")).isEmpty();
    assertThat(served.ok("/v1/courses/565/enrollments?test_student=false").get("items")).hasSize(1);
    assertThat(served.ok("/v1/courses/565").get("counts").get("students").intValue()).isEqualTo(1);
  }

  @Test
  void countsPostsPerUserAndDiscussionAcrossPages() throws Exception {
    // Given
    for (String entry : List.of("1", "2", "3")) {
      instance.with(post("2107~5", "2107~70", "2107~" + entry));
    }
    instance.with(post("2107~5", "2107~71", "2107~4")).with(post("2107~6", "2107~70", "2107~5"));

    // When
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = served.ok("/v1/courses/565/discussions?limit=1" + cursor);
      page.get("items").forEach(it -> seen.add(it.get("user").asText() + " " + it.get("posts")));
      cursor =
          page.get("next_cursor").isNull() ? "" : "&cursor=" + page.get("next_cursor").asText();
    } while (!cursor.isEmpty());

    // Then
    assertThat(seen).containsExactly("2107~70 3", "2107~71 1", "2107~70 1");
    assertThat(served.ok("/v1/courses/565/discussions?topic=5").get("items")).hasSize(2);
    assertThat(served.ok("/v1/courses/565/discussions?user=70").get("items")).hasSize(2);
  }

  private static Sample enrollment(String id, String user, String type, String state) {
    return Samples.entry(
        Views.ENROLLMENT,
        NOON,
        Map.of("user", user, "type", type, "workflow_state", state),
        COURSE,
        id);
  }

  private static Sample post(String topic, String user, String entry) {
    return Samples.entry(
        Views.DISCUSSION_ENTRY, NOON, Map.of("created_at", "now"), COURSE, topic, user, entry);
  }

  private static Map<String, Object> score(String score) {
    return Map.of("grade", score, "score", new BigDecimal(score));
  }

  private int status(String target) throws Exception {
    return served.get(target).statusCode();
  }
}
