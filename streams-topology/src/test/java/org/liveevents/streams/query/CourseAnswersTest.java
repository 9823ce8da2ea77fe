package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.query.Samples.course;
import static org.liveevents.streams.query.Samples.grade;
import static org.liveevents.streams.query.Samples.muted;
import static org.liveevents.streams.query.Samples.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

  private int status(String target) throws Exception {
    return served.get(target).statusCode();
  }
}
