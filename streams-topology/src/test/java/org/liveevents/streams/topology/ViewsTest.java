package org.liveevents.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.streams.course.Course;
import org.liveevents.streams.course.Grade;
import org.liveevents.streams.course.Progress;

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
    Grade grade = grades().get(GRADE);
    assertThat(grade.score()).isEqualByComparingTo(new BigDecimal("8.5"));
    assertThat(grade.pointsPossible()).isEqualByComparingTo(BigDecimal.TEN);
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
    assertThat(grades().get(GRADE).score()).isEqualByComparingTo("9");
    assertThat(pipeline.outs("canvas.state.latest-grade")).hasSize(1);
  }

  @Test
  void aClockFromTheFuturePoisonsNoView() {
    // When
    pipeline.receive(
        TestEvents.grade(731, 311, 2001, "1", START.plus(Duration.ofDays(400))), START);
    pipeline.receive(TestEvents.grade(731, 311, 2001, "7", START), START);

    // Then
    assertThat(grades().get(GRADE).score()).isEqualByComparingTo("7");
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
        .extracting(Grade::score)
        .allSatisfy(kept -> assertThat(kept).isIn(null, new BigDecimal("9")))
        .contains(new BigDecimal("9"));
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
    assertThat(pipeline.view("course", Course.class).get("1042~731").name()).isNull();
  }

  @Test
  void courseCompletedIsFoldedIntoProgress() {
    // When: ids in these events are local, elsewhere global; the completion overtakes
    pipeline.receive(
        TestEvents.completed(731, 2001, 6, START.plusSeconds(9)), START.plusSeconds(9));
    pipeline.receive(TestEvents.progress(731, 2001, 5, 6, START), START.plusSeconds(10));

    // Then
    Progress progress = progress().get(PROGRESS);
    assertThat(progress.completed()).isTrue();
    assertThat(progress.requirementCompletedCount()).isEqualByComparingTo("6");
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
    assertThat(progress().get(PROGRESS).requirementCompletedCount()).isEqualByComparingTo("5");
  }

  @Test
  void aCourseIsKnownFromAnyOfItsEvents() {
    // When
    pipeline.receive(TestEvents.read(731, 1, START.plusSeconds(61)), START.plusSeconds(61));
    pipeline.receive(TestEvents.progress(731, 2001, 5, 6, START), START.plusSeconds(62));

    // Then
    Course course = pipeline.view("course", Course.class).get("1042~731");
    assertThat(course.name()).isEqualTo("Tides");
    assertThat(course.lastEventTime()).isEqualTo(START.plusSeconds(60));
  }

  private Map<String, Grade> grades() {
    return pipeline.view("latest-grade", Grade.class);
  }

  private Map<String, Progress> progress() {
    return pipeline.view("course-progress", Progress.class);
  }
}
