package org.liveevents.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.ledger.LedgerLine;

/** The views: last writer by event time, whatever came when. */
class ViewsTest {

  private static final String GRADE = "1042~731/1042~311/1042~2001";
  private static final String PROGRESS = "1042~731/1042~2001";

  private final PipelineDriver pipeline = new PipelineDriver();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void answersBeforeTheGraceIsOver() {
    // When
    pipeline.receive(TestEvents.grade(731, 311, 2001, "8.50", START), START);

    // Then
    JsonNode grade = grades().get(GRADE);
    assertThat(grade.get("score").decimalValue()).isEqualTo(new BigDecimal("8.5"));
    assertThat(grade.get("points_possible").decimalValue()).isEqualTo(BigDecimal.TEN);
    assertThat(pipeline.typed()).isEmpty();
    assertThat(pipeline.outs("canvas.state.latest-grade"))
        .singleElement()
        .satisfies(
            out -> {
              assertThat(out.key()).isEqualTo(GRADE);
              assertThat(out.text()).contains("\"points_possible\":10", "\"score\":8.5");
            });
  }

  @Test
  void aLateGradeNeverOverwritesANewerOne() {
    // When
    pipeline.receive(
        TestEvents.grade(731, 311, 2001, "9", START.plusSeconds(100)), START.plusSeconds(100));
    pipeline.receive(TestEvents.grade(731, 311, 2001, "3", START), START.plusSeconds(500));

    // Then
    assertThat(grades().get(GRADE).get("score").intValue()).isEqualTo(9);
    assertThat(pipeline.outs("canvas.state.latest-grade"))
        .extracting(
            out -> out.text().replaceAll(".*\"student\":\"[^\"]*\",\"grade\":\"(\\d+)\".*", "$1"))
        .containsExactly("9", "9");
  }

  @Test
  void aClockFromTheFuturePoisonsNoView() {
    // When
    pipeline.receive(
        TestEvents.grade(731, 311, 2001, "1", START.plus(Duration.ofDays(400))), START);
    pipeline.receive(TestEvents.grade(731, 311, 2001, "7", START), START);

    // Then
    assertThat(grades().get(GRADE).get("score").intValue()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "1e999999999", "10e2147483647", "1e-999999999"})
  void aNumberOfABillionDigitsIsNoScoreAndStopsNothing(String score) {
    // When
    pipeline.receive(
        TestEvents.grade(731, 311, 2001, "8", START).replace("\"score\":8", "\"score\":" + score),
        START);
    pipeline.receive(TestEvents.grade(731, 311, 2002, "9", START), START);
    pipeline.idleUntil(START.plusSeconds(60));

    // Then
    assertThat(pipeline.typed()).hasSize(2);
    assertThat(grades().values())
        .extracting(grade -> grade.get("score").toString())
        .allSatisfy(kept -> assertThat(kept).isIn("null", "9"))
        .contains("9");
  }

  @Test
  void anIdOrATextTooLongToBeTrueSaysNothing() {
    // Given: key and value of a record would hold the id three times
    String tooLong = "x".repeat(400_000);

    // When
    pipeline.receive(
        TestEvents.grade(731, 311, 2001, "8", START).replace("10420000000002001", tooLong), START);
    pipeline.receive(TestEvents.progress(731, 2001, 5, 6, START).replace("Tides", tooLong), START);
    pipeline.idleUntil(START.plusSeconds(60));

    // Then
    assertThat(pipeline.typed()).hasSize(2);
    assertThat(grades()).isEmpty();
    assertThat(pipeline.view(Views.COURSE).get("1042~731").get("name").isNull()).isTrue();
  }

  @Test
  void courseCompletedIsFoldedIntoProgress() {
    // When: ids in these events are local, elsewhere global; the completion overtakes
    pipeline.receive(
        TestEvents.completed(731, 2001, 6, START.plusSeconds(9)), START.plusSeconds(9));
    pipeline.receive(TestEvents.progress(731, 2001, 5, 6, START), START.plusSeconds(10));

    // Then
    JsonNode progress = progress().get(PROGRESS);
    assertThat(progress.get("completed").booleanValue()).isTrue();
    assertThat(progress.get("requirement_completed_count").intValue()).isEqualTo(6);
  }

  @Test
  void anErrorInPlaceOfProgressErasesNothing() {
    // Given
    String error =
        TestEvents.progress(731, 2001, 1, 1, START.plusSeconds(60))
            .replaceAll("\"progress\":\\{.*?}", "\"progress\":{\"error\":{\"message\":\"no\"}}");

    // When
    pipeline.receive(TestEvents.progress(731, 2001, 5, 6, START), START);
    pipeline.receive(error, START.plusSeconds(60));

    // Then
    assertThat(progress().get(PROGRESS).get("requirement_completed_count").intValue()).isEqualTo(5);
  }

  @Test
  void aCourseIsKnownFromAnyOfItsEvents() {
    // When
    pipeline.receive(TestEvents.read(731, 1, START.plusSeconds(61)), START.plusSeconds(61));
    pipeline.receive(TestEvents.progress(731, 2001, 5, 6, START), START.plusSeconds(62));

    // Then
    JsonNode course = pipeline.view(Views.COURSE).get("1042~731");
    assertThat(course.get("name").textValue()).isEqualTo("Tides");
    assertThat(course.get("last_event_time").textValue()).isEqualTo("2026-09-01T08:01:00Z");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readingRawAgainTellsTheViewsNothing(boolean elsewhere) {
    // Given: an event that waits, so that it is read again
    String grade = TestEvents.grade(731, 311, 2001, "7", START);
    pipeline.receive(grade, START);

    // When
    pipeline.restart(elsewhere);
    pipeline.receive(grade, START);
    pipeline.idleUntil(START.plusSeconds(60));

    // Then
    assertThat(grades().get(GRADE).get("score").intValue()).isEqualTo(7);
    assertThat(pipeline.outs("canvas.state.latest-grade")).hasSize(1);
    assertThat(pipeline.activity().values())
        .extracting(hour -> hour.get("events").intValue())
        .containsExactly(1);
    assertThat(pipeline.typed()).hasSize(1);
    assertThat(pipeline.ledgerTotal()).isEqualTo(new LedgerLine(2, 1, 1, 0, 0, 0, 0));
  }

  private Map<String, ObjectNode> grades() {
    return pipeline.view(Views.GRADE);
  }

  private Map<String, ObjectNode> progress() {
    return pipeline.view(Views.PROGRESS);
  }
}
