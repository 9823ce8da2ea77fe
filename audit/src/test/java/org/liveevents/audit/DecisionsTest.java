package org.liveevents.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.audit.reference.Shards;

/** What an audit counts, what it doesn't decide, and where the one ends and the other begins. */
class DecisionsTest {

  private static final String AGED = "not decided: older than their topic keeps records";

  @TempDir private Path directory;

  private final Story story = new Story();
  private Duration window = Duration.ofSeconds(60);
  private Instant now = Story.START.plus(Duration.ofHours(2));

  private Report audit() {
    return audit(Optional.empty());
  }

  private Report audit(Optional<Instant> from) {
    Expectations expected =
        new Expectations(
            "canvas",
            new Shards(1, Map.of()),
            window,
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            from,
            Optional.empty(),
            now,
            Duration.ofSeconds(30));
    return new Auditor(story, expected, directory, Progress.NONE).run(Optional.empty());
  }

  @Test
  void countsWhatItLookedAt() {
    story.header(Story.GRADES, 4, "ce_early", "true");
    assertThat(audit().counts())
        .containsEntry("raw records", 9L)
        .containsEntry("events", 7L)
        .containsEntry("marked late", 1L)
        .containsEntry("marked future", 1L)
        .containsEntry("marked early", 1L)
        .containsEntry("state keys", 6L)
        .containsEntry("rejected records", 1L);
  }

  // ---- duplicates

  @ParameterizedTest
  @CsvSource({"151, 2, 0", "152, 1, 1"})
  void remembersAnEventForItsWindow(int arrival, long copies, long lost) {
    // Given: the last event arrived at 91, and one of its copies comes then
    story.copy("again", arrival);

    // When
    Report report = audit();

    // Then
    assertThat(report.counted("copies")).isEqualTo(copies);
    assertThat(report.damages(Damage.LOST)).isEqualTo(lost);
  }

  @Test
  void aCopyBeyondTheWindowIsUndecidedUntilItIsConsumed() {
    story.copy("again", 152);
    story.consumed = OptionalLong.of(story.of(Story.RAW).size() - 1L);
    Report report = audit();
    assertThat(report.damages(Damage.LOST)).isZero();
    assertThat(report.counted(Report.UNDECIDED)).isEqualTo(1);
  }

  @Test
  void whatLeftBeforeTheTimeLookedAtIsNotTwice() {
    story.copy("again", 200);
    story.typedAgain("again", 200);
    assertThat(audit().damages(Damage.TWICE)).isZero();
    assertThat(audit(Optional.of(Story.START.plusSeconds(150))).damages(Damage.TWICE)).isZero();
    story.typedAgain("again", 201);
    assertThat(audit(Optional.of(Story.START.plusSeconds(150))).damages(Damage.TWICE)).isEqualTo(1);
  }

  // ---- time

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1"})
  void anEventMayWaitForItsGrace(long millisMore, long lost) {
    story.unread(Story.grade(6, "1", "5", 150), 200);
    now = Story.START.plusMillis(200_000 + 30_000 + 1500 + 30_000 + millisMore);
    Report report = audit();
    assertThat(report.damages(Damage.LOST)).as(report.toString()).isEqualTo(lost);
    assertThat(report.counted(Report.UNDECIDED)).isEqualTo(1 - lost);
  }

  @ParameterizedTest
  @CsvSource({"500, false", "501, true"})
  void theFutureBeginsBeyondTheSkew(int time, boolean isFuture) {
    story.event("ahead", Story.grade(6, "1", "5", time), 200, isFuture ? "ce_future" : "");
    assertThat(audit().damages(Damage.WRONG_RECORD)).isZero();
    story.header(Story.GRADES, 5, "ce_future", isFuture ? "" : "true");
    assertThat(audit().examples(Damage.WRONG_RECORD))
        .containsExactly("canvas.events.grade_change/0:5 has a wrong ce_future");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0"})
  void whatItsTopicNoLongerKeepsIsNotLost(long millisLess, long lost) {
    story.retention = Duration.ofHours(2).minusMillis(millisLess);
    story.remove(Story.GRADES, 0);
    Report report = audit();
    assertThat(report.damages(Damage.LOST)).isEqualTo(lost);
    assertThat(report.counted(AGED)).isEqualTo(1 - lost);
  }

  @Test
  void aRecordThatDoesNotSayWhenItCameIsNotJudgedInPart() {
    story.header(Story.RAW, 0, "received-at", "");
    story.header(Story.GRADES, 0, "received-at", "");
    Report report = audit(Optional.of(Story.START.plusSeconds(40)));
    assertThat(report.isClean()).as(report.toString()).isTrue();
    story.value(Story.GRADES, 0, "r1", "r9");
    assertThat(audit().damages(Damage.INVENTED)).isEqualTo(1);
  }

  // ---- rejections

  @Test
  void aRejectionHasARawRecord() {
    story.rejected(99, "{", "not_json");
    assertThat(audit().examples(Damage.INVENTED)).containsExactly("canvas.rejected/0:1");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 0"})
  void aRejectionOfARecordThatIsNotThereIsInvented(long begin, long invented) {
    story.remove(Story.RAW, 1);
    story.of(Story.REJECTED).clear();
    story.rejected(1, "{", "not_json");
    story.rejected(3, "{", "not_json");
    story.begin = begin;
    assertThat(audit().damages(Damage.INVENTED)).isEqualTo(invented);
  }

  @Test
  void aRejectionThatIsNotConsumedYetIsUndecided() {
    story.remove(Story.REJECTED, 0);
    story.consumed = OptionalLong.of(3);
    assertThat(audit().damages(Damage.LOST)).isZero();
    story.consumed = OptionalLong.of(4);
    assertThat(audit().examples(Damage.LOST))
        .containsExactly("canvas.raw/0:3, to be rejected as not_json");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsRejectedAsNothing(boolean isTombstone) {
    story.unread("", 100);
    story.tombstone(Story.RAW, 9);
    story.rejected(9, "", "empty");
    if (isTombstone) {
      story.tombstone(Story.REJECTED, 1);
    }
    Report report = audit();
    assertThat(report.isClean()).as(report.toString()).isTrue();
  }

  @Test
  void anEventMayBeRejectedForItsSchemaAndForItsSizeAlone() {
    String text = new String(story.of(Story.RAW).get(8).value(), UTF_8);
    story.remove(Story.GRADES, 4);
    story.rejected(8, text, "schema_violation");
    assertThat(audit().damages(Damage.WRONG_REJECTION)).isZero();
    assertThat(audit().damages(Damage.LOST)).isZero();
    story.header(Story.REJECTED, 1, "code", "not_json");
    assertThat(audit().examples(Damage.WRONG_REJECTION))
        .containsExactly("canvas.rejected/0:1 as not_json, not an event");
  }

  // ---- typed records

  @Test
  void aTypedRecordMayBeFramed() {
    String text = new String(story.of(Story.GRADES).get(4).value(), UTF_8);
    story.value(Story.GRADES, 4, text, "\0\0\0\0\7" + text);
    assertThat(audit().isClean()).isTrue();
    story.value(Story.GRADES, 4, "\0\0\0\0\7", "\0\0\0\0");
    assertThat(audit().examples(Damage.WRONG_RECORD))
        .containsExactly("canvas.events.grade_change/0:4 holds no event");
    assertThat(TypedPass.unframed(new byte[5])).isEmpty();
    assertThat(TypedPass.unframed(new byte[4])).hasSize(4);
    assertThat(TypedPass.unframed(null)).isEmpty();
  }

  @Test
  void aTypedRecordWithoutItsEventIsWrong() {
    story.tombstone(Story.GRADES, 4);
    Report report = audit();
    assertThat(report.examples(Damage.WRONG_RECORD))
        .containsExactly("canvas.events.grade_change/0:4 holds no event");
    assertThat(report.examples(Damage.LOST)).containsExactly("events.grade_change of raw/0:8");
  }

  @Test
  void aTypedRecordBelongsIntoItsTopic() {
    Entry entry = story.of(Story.GRADES).get(4);
    story.remove(Story.GRADES, 4);
    story.add(
        "canvas.events.quiz_submitted",
        entry.timestamp(),
        entry.key(),
        new String(entry.value(), UTF_8),
        entry.headers());
    assertThat(audit().examples(Damage.WRONG_RECORD))
        .containsExactly("canvas.events.quiz_submitted/0:0 belongs into events.grade_change");
  }

  @Test
  void aMarkSaysTrueOrIsNotThere() {
    story.header(Story.GRADES, 4, "ce_early", "perhaps");
    assertThat(audit().examples(Damage.WRONG_RECORD))
        .containsExactly("canvas.events.grade_change/0:4 has a wrong ce_early");
  }

  @Test
  void aDoubledRecordIsNamed() {
    story.repeat(Story.GRADES, 4);
    assertThat(audit().examples(Damage.TWICE)).containsExactly("canvas.events.grade_change/0:5");
  }

  @Test
  void anInvalidEventSaysNothingToTheViews() {
    story.header(Story.GRADES, 4, "ce_invalid", "true");
    assertThat(audit().examples(Damage.WRONG_STATE))
        .contains("canvas.state.latest-grade/0:0 in points_possible");
  }

  // ---- state

  private void findsInState(Consumer<Story> damage, String... examples) {
    damage.accept(story);
    Report report = audit();
    assertThat(report.examples(Damage.WRONG_STATE)).containsExactlyInAnyOrder(examples);
    assertThat(report.damages()).as(report.toString()).isEqualTo(examples.length);
  }

  @Test
  void aStateThatIsNoJsonIsAsGoodAsNone() {
    findsInState(
        it -> it.value(Story.ENROLLMENTS, 0, "}", ""),
        "canvas.state.enrollment/0:0 is no JSON",
        "canvas.state.enrollment/0:0 is missing");
  }

  @Test
  void aStateHasTheFieldsOfItsView() {
    findsInState(
        it -> it.value(Story.ENROLLMENTS, 0, "\"section\":null", "\"section\":null,\"room\":1"),
        "canvas.state.enrollment/0:0 has fields of no view");
  }

  @Test
  void theLastKeysOfAllAreLookedAtToo() {
    findsInState(
        it -> it.key("canvas.state.user-activity", 0, "2107~565/2107~8"),
        "user-activity (no record) is missing",
        "canvas.state.user-activity/0:0 is said by no event");
  }

  @Test
  void anHourIsCountedOnceAndNoneIsInvented() {
    findsInState(
        it -> it.key(Story.ACTIVITY, 0, "2107~565/2026-09-01T06:00:00Z"),
        "canvas.state.activity/0:0 is said by no event",
        "activity (no record)");
  }

  @Test
  void theCountsOfAnHourAreThoseOfItsEvents() {
    findsInState(
        it -> it.value(Story.ACTIVITY, 1, "\"events\":4", "\"events\":5"),
        "canvas.state.activity/0:1 in its counts");
  }

  @Test
  void whoIsForgottenIsNotNamedInAHistoryEither() {
    story.value(
        Story.GRADE_STATE,
        0,
        "\"score\":6,\"points_possible\":5,\"grader\":null",
        "\"score\":6,\"points_possible\":5,\"grader\":\"2107~99\"");
    story.forget("2107~99", Duration.ofMinutes(10));
    findsInState(
        it -> {}, "canvas.state.latest-grade/0:0 tells of somebody who is to be forgotten");
  }

  @Test
  void whatIsDeletedIsGone() {
    story.event(
        "left",
        "{\"metadata\":{\"event_name\":\"enrollment_updated\","
            + "\"event_time\":\"2026-09-01T08:02:00Z\"},"
            + "\"body\":{\"enrollment_id\":\"21070000000000031\","
            + "\"course_id\":\"21070000000000565\",\"workflow_state\":\"deleted\"}}",
        121,
        "");
    assertThat(audit().examples(Damage.WRONG_STATE))
        .contains("canvas.state.enrollment/0:0 is deleted");
    story.tombstone(Story.ENROLLMENTS, 0);
    assertThat(audit().examples(Damage.WRONG_STATE))
        .noneMatch(example -> example.contains("enrollment"));
  }

  @Test
  void anObjectNobodyKnowsSaysNothing() {
    story.event(
        "stray",
        "{\"metadata\":{\"event_name\":\"enrollment_state_updated\","
            + "\"event_time\":\"2026-09-01T08:02:00Z\"},"
            + "\"body\":{\"enrollment_id\":\"21070000000000099\",\"state\":\"active\"}}",
        121,
        "");
    Report report = audit();
    assertThat(report.isClean()).as(report.toString()).isTrue();
    assertThat(report.counted("by the side path")).isEqualTo(1);
    assertThat(report.counted("without a known course")).isEqualTo(1);
  }

  @Test
  void whatIsOnItsWayToAStateIsUndecided() {
    story.remove(Story.ENROLLMENTS, 0);
    now = Story.START.plusSeconds(81 + 30);
    Report report = audit();
    assertThat(report.damages(Damage.WRONG_STATE)).as(report.toString()).isZero();
    assertThat(
            report.counted(
                "not decided: state keys still being written, or of an object that moved"))
        .isEqualTo(5);
  }

  @Test
  void ofAPartOnlyWhatIsKnownIsJudged() {
    // Given: raw begins with the copy at 30, and facts are known from then on and the skew
    story.begin = 2;
    story.value(Story.GRADE_STATE, 0, "\"score\":8,", "\"score\":9,");
    story.tombstone(Story.ENROLLMENTS, 0);
    story.key(Story.ACTIVITY, 1, "2107~565/2026-09-01T06:00:00Z");

    // When
    Report report = audit();

    // Then
    assertThat(report.damages(Damage.WRONG_STATE)).as(report.toString()).isZero();
  }
}
