package org.liveevents.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.topology.PipelineDriver.Out;

/** What the feed does that a naive reader gets wrong. */
class FeedOdditiesTest {

  private static final String COURSE = "10420000000000731";

  private final PipelineDriver pipeline = new PipelineDriver();
  private int serial;

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void anEventWithAnEqualScoreIsNoNewGradeWhateverCameFirst() {
    // When: in order of time 5, 5 (points changed), 7, 5; they arrive in another
    grade(30, "7", "10");
    grade(0, "5", "10");
    grade(40, "5.0", "20");
    grade(20, "5", "20");

    // Then
    JsonNode grade = only(Views.GRADE);
    assertThat(grade.get("graded_at").textValue()).isEqualTo("2026-09-01T08:00:40Z");
    assertThat(grade.get("points_possible").intValue()).isEqualTo(20);
    assertThat(grade.get("history"))
        .extracting(it -> it.get("score") + " at " + it.get("event_time").textValue())
        .containsExactly(
            "5 at 2026-09-01T08:00:40Z", "7 at 2026-09-01T08:00:30Z", "5 at 2026-09-01T08:00:00Z");
  }

  @Test
  void aReEmissionMovesTheEventButNotTheGrade() {
    // When
    grade(0, "5", "10");
    grade(20, "5", "20");

    // Then
    JsonNode grade = only(Views.GRADE);
    assertThat(grade.get("graded_at").textValue()).isEqualTo("2026-09-01T08:00:00Z");
    assertThat(grade.get("event_time").textValue()).isEqualTo("2026-09-01T08:00:20Z");
    assertThat(grade.get("history")).hasSize(1);
  }

  @Test
  void aGradeGivenLongAgoIsKnownAsItWasUntilItIsReplaced() {
    // Given: given a year ago, and others meanwhile, which move the clock of what is remembered
    int day = 24 * 60 * 60;
    grade(-365 * day, "5", "10");
    canvas("grade_change", -2 * day, gradeBody("2002", "1", ""));
    canvas("grade_change", -day, gradeBody("2002", "2", ""));

    // When
    grade(0, "7", "10");

    // Then
    assertThat(scoreAt(-29 * day)).isEqualTo(5);
    assertThat(scoreAt(-1)).isEqualTo(5);
    assertThat(scoreAt(0)).isEqualTo(7);
  }

  private int scoreAt(int second) {
    return pipeline.view(Views.GRADE, at(second)).entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("~2001"))
        .findAny()
        .orElseThrow()
        .getValue()
        .get("score")
        .intValue();
  }

  @Test
  void hiddenGradesAreShownAsSuch() {
    // When
    canvas("grade_change", 1, gradeBody("1", "8", ",\"muted\":true"));
    canvas("grade_change", 1, gradeBody("2", "8", ",\"grading_complete\":false"));
    canvas("grade_change", 1, gradeBody("3", "8", ",\"muted\":false,\"grading_complete\":true"));

    // Then
    assertThat(pipeline.view(Views.GRADE).values())
        .extracting(it -> it.get("visible").booleanValue())
        .containsExactly(false, false, true);
  }

  @Test
  void caliperFillsAGradeAndCanvasOutranksItsTwin() {
    // When
    canvas("grade_change", 5, gradeBody("2001", "8", ",\"muted\":true"));
    caliperGrade(5, "1");
    assertThat(only(Views.GRADE).get("score").intValue()).isEqualTo(8);
    caliperGrade(6, "9");

    // Then
    JsonNode grade = only(Views.GRADE);
    assertThat(grade.get("score").intValue()).isEqualTo(9);
    assertThat(grade.get("grader").textValue()).isEqualTo("1042~2900");
    assertThat(grade.get("muted").booleanValue()).as("Caliper doesn't tell").isTrue();
    assertThat(grade.get("history")).hasSize(2);
  }

  @Test
  void aCompletionWithAnErrorCompletesAndKeepsTheFigures() {
    // When
    pipeline.receive(TestEvents.progress(731, 2001, 5, 6, START), START);
    pipeline.receive(
        TestEvents.completed(731, 2001, 6, START.plusSeconds(9))
            .replaceAll("\"progress\":\\{.*?}", "\"progress\":{\"error\":{\"message\":\"no\"}}"),
        START);

    // Then
    JsonNode progress = only(Views.PROGRESS);
    assertThat(progress.get("completed").booleanValue()).isTrue();
    assertThat(progress.get("requirement_completed_count").intValue()).isEqualTo(5);
  }

  @Test
  void anOverrideOfAGradingPeriodIsNoneOfTheCourse() {
    // When
    canvas("course_grade_change", 9, score("\"current_score\":87.5,\"final_score\":53.85"));
    canvas("grade_override", 1, score("\"override_score\":91,\"grading_period_id\":null"));
    canvas("grade_override", 2, score("\"override_score\":12,\"grading_period_id\":\"41\""));
    canvas("final_grade_custom_status", 3, score("\"override_status\":\"Incomplete\""));

    // Then
    JsonNode score = only(Views.SCORE);
    assertThat(score.get("current_score").asText()).isEqualTo("87.5");
    assertThat(score.get("override_score").intValue()).isEqualTo(91);
    assertThat(score.get("custom_status").textValue()).isEqualTo("Incomplete");
  }

  @Test
  void oneUserMayHaveSeveralEnrolmentsAndAnOlderUpdateResurrectsNone() {
    // When
    enrollment(1, "81", "StudentEnrollment", "active");
    enrollment(1, "82", "TaEnrollment", "active");
    enrollment(1, "83", "StudentViewEnrollment", "active");
    enrollment(9, "82", "TaEnrollment", "deleted");
    enrollment(5, "82", "TaEnrollment", "active");

    // Then
    Map<String, ObjectNode> kept = pipeline.view(Views.ENROLLMENT);
    assertThat(kept).containsOnlyKeys("1042~731/1042~81", "1042~731/1042~83");
    assertThat(kept.get("1042~731/1042~83").get("test_student").booleanValue()).isTrue();
    assertThat(pipeline.outs("canvas.state.enrollment"))
        .filteredOn(out -> out.key().endsWith("82"))
        .extracting(out -> out.text().isEmpty() ? "gone" : "there")
        .containsExactly("there", "gone");
    // When: a newer one does
    enrollment(10, "82", "TaEnrollment", "active");
    // Then
    assertThat(pipeline.view(Views.ENROLLMENT)).hasSize(3);
  }

  @Test
  void aStateThatNamesNoCourseFindsItBeforeAndAfterItIsKnown() {
    // When: one before the enrolment, one after, both by a job
    state(1, "pending_invited");
    assertThat(pipeline.view(Views.ENROLLMENT)).isEmpty();
    enrollment(2, "81", "StudentEnrollment", "active");
    assertThat(only(Views.ENROLLMENT).get("state").textValue()).isEqualTo("pending_invited");
    state(3, "active");
    state(2, "inactive");

    // Then
    JsonNode enrollment = only(Views.ENROLLMENT);
    assertThat(enrollment.get("state").textValue()).isEqualTo("active");
    assertThat(enrollment.get("workflow_state").textValue()).isEqualTo("active");
    assertThat(pipeline.activity().values())
        .extracting(hour -> hour.get("events").intValue())
        .as("what takes the side path is no activity of the course")
        .allMatch(events -> events <= 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatTakesTheSidePathOutlivesTheTaskAndIsNoRawRecord(boolean elsewhere) {
    // Given: parked, while its event waits for its turn
    state(1, "pending_invited");

    // When
    pipeline.restart(elsewhere);
    enrollment(2, "81", "StudentEnrollment", "active");

    // Then
    assertThat(only(Views.ENROLLMENT).get("state").textValue()).isEqualTo("pending_invited");
    assertThat(pipeline.ledgerTotal()).isEqualTo(new LedgerLine(2, 0, 0, 0, 2, 0, 0));
    assertThat(pipeline.nextRawOffset()).isEqualTo(2);
    pipeline.idleUntil(START.plusSeconds(60));
    assertThat(pipeline.typed())
        .extracting(Out::topic)
        .containsExactlyInAnyOrder(
            "canvas.events.enrollment_state_updated", "canvas.events.enrollment_updated");
  }

  @Test
  void aResubmissionReplacesAndAGroupsSubmissionIsEachMembers() {
    // When
    submission(2, "2001", 2);
    submission(1, "2001", 1);
    submission(1, "2002", 1);

    // Then
    assertThat(pipeline.view(Views.SUBMISSION).values())
        .extracting(it -> it.get("student").textValue() + " " + it.get("attempt"))
        .containsExactly("1042~2001 2", "1042~2002 1");
    assertThat(pipeline.view(Views.SUBMISSION).values())
        .extracting(it -> it.get("group").textValue())
        .containsOnly("1042~611");
  }

  @Test
  void aGradedPostIsOnePostAndItsDeletionIsFinal() {
    // When
    post("discussion_entry_submitted", 1, "1");
    post("discussion_entry_created", 1, "1");
    post("discussion_entry_deleted", 5, "2");
    post("discussion_entry_created", 4, "2");
    post("discussion_entry_updated", 6, "2");

    // Then
    assertThat(pipeline.view(Views.DISCUSSION_ENTRY))
        .containsOnlyKeys("1042~731/1042~981/1042~2001/1042~1");
  }

  @Test
  void activityCountsDistinctEventsAndTwinsOnce() {
    // When
    for (String copy : List.of("", " ")) {
      pipeline.receive(copy + TestEvents.read(731, 1, START), START);
      pipeline.receive(copy + TestEvents.read(731, 2, START.plusSeconds(5)), START);
    }
    pipeline.receive(caliperRead(), START);
    pipeline.receive(TestEvents.read(731, 3, START.plusSeconds(3700)), START.plusSeconds(3700));
    pipeline.idleUntil(START.plusSeconds(3701));

    // Then
    assertThat(pipeline.activity().values())
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"course\":\"1042~731\",\"hour\":\"2026-09-01T08:00:00Z\",\"events\":2,"
                + "\"names\":{\"asset_accessed\":2}}",
            "{\"course\":\"1042~731\",\"hour\":\"2026-09-01T09:00:00Z\",\"events\":1,"
                + "\"names\":{\"asset_accessed\":1}}");
    assertThat(pipeline.outs("canvas.state.activity")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsCountedButNotFoldedInOutlivesTheTask(boolean elsewhere) {
    // Given: more than a page of the journal holds
    for (int i = 0; i < 200; i++) {
      pipeline.receive(TestEvents.read(731, i, START.plusMillis(i)), START.plusSeconds(1));
    }
    assertThat(pipeline.size("activity-pending")).isGreaterThan(2);
    assertThat(pipeline.activity()).isEmpty();

    // When
    pipeline.restart(elsewhere);
    for (int i = 150; i < 300; i++) {
      pipeline.receive(TestEvents.read(731, i, START.plusMillis(i)), START.plusSeconds(2));
    }
    pipeline.idleUntil(START.plusSeconds(3));
    pipeline.restart(elsewhere);
    pipeline.idleUntil(START.plusSeconds(5));

    // Then
    assertThat(pipeline.activity().values())
        .extracting(it -> it.get("events").intValue())
        .containsExactly(300);
    assertThat(pipeline.size("activity-pending")).isZero();
  }

  @Test
  void whoMasqueradesIsTheOneSeen() {
    // When
    pipeline.receive(
        TestEvents.read(731, 1, START)
            .replace(
                "\"request_id\"",
                "\"user_id\":\"10420000000002001\",\"real_user_id\":\"10420000000002900\","
                    + "\"context_sis_source_id\":\"BIO-7\",\"request_id\""),
        START);

    // Then
    assertThat(pipeline.view(Views.USER_ACTIVITY)).containsOnlyKeys("1042~731/1042~2900");
    assertThat(only(Views.COURSE).get("code").textValue()).isEqualTo("BIO-7");
  }

  @Test
  void whatIsReadOverAndOverIsWrittenOnceAMinute() {
    // When
    for (int i = 0; i < 50; i++) {
      pipeline.receive(
          TestEvents.read(731, i, START.plusSeconds(i))
              .replace("\"request_id\"", "\"user_id\":\"10420000000002001\",\"request_id\""),
          START.plusSeconds(i));
    }
    pipeline.idleUntil(START.plusSeconds(51));

    // Then
    assertThat(pipeline.outs("canvas.state.course")).hasSize(1);
    assertThat(pipeline.outs("canvas.state.user-activity")).hasSize(1);
    assertThat(pipeline.outs("canvas.state.activity")).hasSize(1);
    assertThat(pipeline.activity().values())
        .extracting(it -> it.get("events").intValue())
        .containsExactly(50);
  }

  @Test
  void whenSomebodyWasSeenLastDoesNotGoBackAfterAStart() {
    // Given
    seen(1, 1800, 1800);
    ObjectNode before = only(Views.USER_ACTIVITY);

    // When: two late ones, of different minutes, to a task that remembers nothing
    pipeline.restart(false);
    seen(2, 0, 1801);
    seen(3, 600, 1802);

    // Then
    assertThat(only(Views.USER_ACTIVITY)).isEqualTo(before);
  }

  private void seen(int serial, int second, int arrival) {
    pipeline.receive(
        TestEvents.read(731, serial, START.plusSeconds(second))
            .replace("\"request_id\"", "\"user_id\":\"10420000000002001\",\"request_id\""),
        START.plusSeconds(arrival));
  }

  private ObjectNode only(View view) {
    Map<String, ObjectNode> values = pipeline.view(view);
    assertThat(values).hasSize(1);
    return values.values().iterator().next();
  }

  private void grade(int second, String score, String points) {
    canvas("grade_change", second, gradeBody("2001", score, ",\"points_possible\":" + points));
  }

  private static String gradeBody(String student, String score, String more) {
    return "\"assignment_id\":\"10420000000000311\",\"student_id\":\"%s\",\"score\":%s%s"
        .formatted(student, score, more);
  }

  private void caliperGrade(int second, String score) {
    String urn = "urn:instructure:canvas:";
    pipeline.receive(
        """
        {"data":[{"id":"urn:uuid:%d","type":"GradeEvent","action":"Graded","eventTime":"%s",\
        "actor":{"id":"%suser:10420000000002900","type":"Person"},\
        "object":{"id":"%ssubmission:10420000000007001","type":"Attempt",\
        "assignee":{"id":"%suser:10420000000002001"},"assignable":"%sassignment:10420000000000311"},\
        "generated":{"scoreGiven":%s,"maxScore":10.0,"scoredBy":"%suser:10420000000002900"},\
        "group":{"id":"%scourse:%s","extensions":{"com.instructure.canvas":\
        {"context_type":"Course","entity_id":"%s"}}}}]}"""
            .formatted(serial++, at(second), urn, urn, urn, urn, score, urn, urn, COURSE, COURSE),
        START);
  }

  private static String caliperRead() {
    return """
        {"data":[{"id":"urn:uuid:1","type":"NavigationEvent","action":"NavigatedTo",\
        "eventTime":"%s","actor":{"id":"urn:instructure:canvas:user:0"},\
        "object":{"id":"urn:instructure:canvas:assignment:1"},\
        "group":{"id":"urn:instructure:canvas:course:%s"}}]}"""
        .formatted(START, COURSE);
  }

  private static String score(String figures) {
    return "\"course_id\":\"731\",\"user_id\":\"2001\"," + figures;
  }

  private void enrollment(int second, String id, String type, String state) {
    canvas(
        "enrollment_updated",
        second,
        "\"enrollment_id\":\"%s\",\"course_id\":\"%s\",\"user_id\":\"2001\",\"type\":\"%s\",\"workflow_state\":\"%s\""
            .formatted(id, COURSE, type, state));
  }

  private void state(int second, String state) {
    pipeline.receive(
        """
        {"metadata":{"event_name":"enrollment_state_updated","event_time":"%s","job_id":"1",\
        "root_account_id":"10420000000000001"},\
        "body":{"enrollment_id":"10420000000000081","state":"%s"}}"""
            .formatted(at(second), state),
        START);
    pipeline.idleUntil(START);
  }

  private void submission(int second, String user, int attempt) {
    canvas(
        "submission_created",
        second,
        "\"submission_id\":\"9%1$s\",\"assignment_id\":\"311\",\"user_id\":\"%1$s\",\"attempt\":%2$d,\"group_id\":\"611\""
            .formatted(user, attempt));
  }

  private void post(String name, int second, String entry) {
    canvas(
        name,
        second,
        "\"discussion_topic_id\":\"981\",\"discussion_entry_id\":\"%s\",\"user_id\":\"2001\""
            .formatted(entry));
  }

  private void canvas(String name, int second, String body) {
    pipeline.receive(
        """
        {"metadata":{"event_name":"%s","event_time":"%s","request_id":"%d",\
        "context_type":"Course","context_id":"%s","root_account_id":"10420000000000001"},\
        "body":{%s}}"""
            .formatted(name, at(second), serial++, COURSE, body),
        START);
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
