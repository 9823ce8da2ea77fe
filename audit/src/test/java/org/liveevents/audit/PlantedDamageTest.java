package org.liveevents.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.audit.reference.Shards;

/** Whatever is damaged by hand is found, under its name, and nothing else is. */
class PlantedDamageTest {

  private static final String LEDGER =
      """
      {"balanced":true,"total":{"received":9},"names":[
       {"format":"canvas","event_name":"grade_change","counts":
        {"received":6,"forwarded":5,"duplicate":1,"rejected":0,"pending":0,"late":1,"future":1}},
       {"format":"canvas","event_name":"enrollment_created","counts":
        {"received":1,"forwarded":1,"duplicate":0,"rejected":0,"pending":0,"late":0,"future":0}},
       {"format":"canvas","event_name":"enrollment_state_created","counts":
        {"received":1,"forwarded":1,"duplicate":0,"rejected":0,"pending":0,"late":0,"future":0}},
       {"format":"unread","event_name":"none","counts":
        {"received":1,"forwarded":0,"duplicate":0,"rejected":1,"pending":0,"late":0,"future":0}}]}""";

  @TempDir private Path directory;

  private final Story story = new Story();

  private Report audit() {
    return audit(Optional.empty(), Optional.of(LEDGER));
  }

  private Report audit(Optional<Instant> from, Optional<String> ledger) {
    Expectations expected =
        new Expectations(
            "canvas",
            new Shards(1, Map.of()),
            Duration.ofHours(24),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            from,
            Optional.empty(),
            Story.START.plus(Duration.ofHours(2)),
            Duration.ofSeconds(30));
    // So little room that everything is sorted on disk.
    return new Auditor(story, expected, directory, Progress.NONE, 1000)
        .run(ledger.map(PlantedDamageTest::json));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void findsNothingWrongWithAPipelineWithoutFault() {
    Report report = audit();
    assertThat(report.isClean()).as(report.toString()).isTrue();
    assertThat(report.counted("events in raw")).isEqualTo(8);
    assertThat(report.counted("copies")).isEqualTo(1);
    assertThat(report.counted("rejected by the topology")).isEqualTo(1);
    assertThat(report.counted("typed records")).isEqualTo(7);
    assertThat(report.counted("by the side path")).isEqualTo(1);
    assertThat(report.counted("ledger lines compared")).isEqualTo(4);
  }

  @Test
  void missesNobodyWhoIsForgotten() {
    // Given
    story.forget("2107~12", Duration.ofMinutes(10));
    story.of(Story.GRADE_STATE).clear();
    story.of(Story.ENROLLMENTS).clear();

    // When
    Report report = audit();

    // Then
    assertThat(report.isClean()).as(report.toString()).isTrue();
    assertThat(report.counted("not judged: state keys of somebody who is forgotten")).isEqualTo(2);
  }

  @Test
  void waitsUntilSomebodyIsForgottenBeforeItComplains() {
    // Given: it is two hours after the beginning
    story.forget("2107~12", Duration.ofMinutes(119).plusSeconds(30));
    assertThat(audit().isClean()).isTrue();
    story.forget("2107~7", Duration.ofMinutes(118));

    // When
    Report report = audit();

    // Then
    assertThat(report.examples(Damage.WRONG_STATE))
        .containsExactly("canvas.state.user-activity/0:0 tells of somebody who is to be forgotten");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsWhatIsDamaged(String what, Consumer<Story> damage, Damage found) {
    // Given
    damage.accept(story);

    // When
    Report report = audit(Optional.empty(), Optional.empty());

    // Then
    assertThat(report.damages(found)).as(report.toString()).isPositive();
    assertThat(report.examples(found)).isNotEmpty();
    assertThat(report.damages()).as(report.toString()).isEqualTo(report.damages(found));
  }

  static Stream<Arguments> findsWhatIsDamaged() {
    String grades = Story.GRADES;
    return Stream.of(
        planted("a lost event", story -> story.remove(grades, 0), Damage.LOST),
        planted("a lost late event", story -> story.remove(grades, 2), Damage.LOST),
        planted("a lost rejection", story -> story.remove(Story.REJECTED, 0), Damage.LOST),
        planted("a lost event of the future", story -> story.remove(grades, 3), Damage.LOST),
        planted("a doubled last event", story -> story.repeat(grades, 4), Damage.TWICE),
        planted("a doubled rejection", story -> story.repeat(Story.REJECTED, 0), Damage.TWICE),
        planted("a swapped pair", story -> story.swap(grades, 0, 1), Damage.OUT_OF_ORDER),
        planted(
            "a late event without its mark",
            story -> story.header(grades, 2, "ce_late", ""),
            Damage.OUT_OF_ORDER),
        planted(
            "an id of another event",
            story -> story.header(grades, 1, "ce_id", "0".repeat(32)),
            Damage.WRONG_RECORD),
        planted(
            "a time with another millisecond",
            story -> story.header(grades, 1, "ce_time", "2026-09-01T08:00:20.001Z"),
            Damage.WRONG_RECORD),
        planted(
            "a header that is gone",
            story -> story.header(grades, 1, "ce_specversion", ""),
            Damage.WRONG_RECORD),
        planted(
            "an origin that is another",
            story -> story.header(grades, 1, "ce_source", "https://elsewhere"),
            Damage.WRONG_RECORD),
        planted(
            "a source that is another",
            story -> story.header(grades, 1, "source", "webhook"),
            Damage.WRONG_RECORD),
        planted(
            "the future taken for the present",
            story -> story.header(grades, 4, "ce_future", "true"),
            Damage.WRONG_RECORD),
        planted(
            "a typed record under another key",
            story -> story.key(grades, 1, "course:2107~566"),
            Damage.WRONG_RECORD),
        planted(
            "a timestamp that is the arrival",
            story -> story.timestamp(grades, 1, Story.START.toEpochMilli() + 21_000),
            Damage.WRONG_RECORD),
        planted(
            "bytes that are respelled",
            story -> story.value(grades, 1, "\"score\":8", "\"score\": 8"),
            Damage.WRONG_RECORD),
        planted(
            "a raw record under another key",
            story -> story.key(Story.RAW, 1, "course:2107~566"),
            Damage.WRONG_SCOPE),
        planted(
            "a rejection under another code",
            story -> story.header(Story.REJECTED, 0, "code", "not_utf8"),
            Damage.WRONG_REJECTION),
        planted(
            "a rejection with other bytes",
            story -> story.value(Story.REJECTED, 0, "{", "{}"),
            Damage.WRONG_REJECTION),
        planted(
            "a state value of an older event",
            story ->
                story.value(Story.GRADE_STATE, 0, "\"points_possible\":4", "\"points_possible\":5"),
            Damage.WRONG_STATE),
        planted(
            "a grade missing in the history",
            story -> story.value(Story.GRADE_STATE, 0, "\"score\":6,", "\"score\":7,"),
            Damage.WRONG_STATE),
        planted(
            "a state that never took the side path",
            story -> story.value(Story.ENROLLMENTS, 0, "\"active\"", "null"),
            Damage.WRONG_STATE),
        planted(
            "a state deleted without cause",
            story -> story.tombstone(Story.ENROLLMENTS, 0),
            Damage.WRONG_STATE),
        planted(
            "a state that is missing",
            story -> story.remove(Story.ENROLLMENTS, 0),
            Damage.WRONG_STATE),
        planted(
            "a state nobody spoke of",
            story -> story.key(Story.ENROLLMENTS, 0, "2107~565/2107~32"),
            Damage.WRONG_STATE),
        planted(
            "an event counted twice",
            story -> story.value(Story.ACTIVITY, 0, "\"grade_change\":1", "\"grade_change\":2"),
            Damage.WRONG_STATE));
  }

  private static Arguments planted(String what, Consumer<Story> damage, Damage found) {
    return arguments(what, damage, found);
  }

  @Test
  void findsEventsAndRejectionsNothingAccountsFor() {
    // Given
    story.value(Story.GRADES, 1, "r2", "r9");
    story.header(Story.REJECTED, 0, "original-offset", "2");

    // When
    Report report = audit(Optional.empty(), Optional.empty());

    // Then: what was there before is lost, besides
    assertThat(report.damages(Damage.INVENTED)).isEqualTo(1);
    assertThat(report.damages(Damage.LOST)).isEqualTo(2);
    assertThat(report.damages(Damage.WRONG_REJECTION)).isPositive();
  }

  @Test
  void countsMarksNothingIsLateFor() {
    assertThat(audit().counted(Report.LATE_IN_TIME)).isZero();
    story.header(Story.GRADES, 4, "ce_late", "true");
    assertThat(audit().counted(Report.LATE_IN_TIME)).isEqualTo(1);
  }

  @Test
  void findsBooksThatDoNotAgreeWithTheTopics() {
    assertThat(
            audit(Optional.empty(), Optional.of(LEDGER.replace("\"late\":1", "\"late\":0")))
                .examples(Damage.WRONG_LEDGER))
        .containsExactly("canvas/grade_change late: the ledger says 0, the topics 1");
    assertThat(
            audit(Optional.empty(), Optional.of(LEDGER.replace("true", "false")))
                .damages(Damage.WRONG_LEDGER))
        .isEqualTo(1);
    assertThat(
            audit(Optional.empty(), Optional.of(LEDGER.replace("unread", "canvas")))
                .damages(Damage.WRONG_LEDGER))
        .isPositive();
  }

  @Test
  void saysNothingOfWhatIsNotConsumedYet() {
    // Given: the last two events were not read when their outputs were looked at
    story.consumed = OptionalLong.of(story.of(Story.RAW).size() - 1L);
    story.remove(Story.GRADES, 4);
    story.remove(Story.GRADE_STATE, 0);

    // When
    Report report = audit(Optional.empty(), Optional.empty());

    // Then
    assertThat(report.isClean()).as(report.toString()).isTrue();
    assertThat(report.counted(Report.UNDECIDED)).isEqualTo(1);
  }

  @Test
  void needsNotTheWholeOfRaw() {
    // Given: the beginning of raw is deleted, what became of it still stands
    story.begin = 5;

    // When
    Report report = audit(Optional.empty(), Optional.empty());

    // Then
    assertThat(report.isClean()).as(report.toString()).isTrue();
    assertThat(report.counted("raw records")).isEqualTo(4);

    // When
    story.remove(Story.GRADES, 4);

    // Then
    assertThat(audit(Optional.empty(), Optional.empty()).damages(Damage.LOST)).isEqualTo(1);
  }

  @Test
  void looksAtTheTimeItIsGiven() {
    // Given: a loss before that time, and one after it
    story.remove(Story.GRADES, 4);
    story.remove(Story.GRADES, 0);

    // When
    Report report = audit(Optional.of(Story.START.plusSeconds(40)), Optional.empty());

    // Then
    assertThat(report.damages(Damage.LOST)).as(report.toString()).isEqualTo(1);
    assertThat(report.damages()).as(report.toString()).isEqualTo(1);
  }
}
