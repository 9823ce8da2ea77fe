package org.liveevents.audit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What events of both formats say to a view, and what that comes to. */
class FoldsTest {

  private final Folds folds = new Folds(Texts.SHARDS);

  private ObjectNode said(String view, Event event) {
    List<ObjectNode> said =
        folds.of(event).stream().filter(one -> one.path("view").textValue().equals(view)).toList();
    assertThat(said).hasSize(1);
    return said.get(0);
  }

  private static Event canvas(String name, String metadata, String body) {
    return Texts.event(Texts.canvas(name, metadata, body));
  }

  private static Event graded(String entry) {
    return Texts.event(Texts.caliper("GradeEvent", "Graded", entry));
  }

  /** Folds what is said of one key, each with a second of its own. */
  private ObjectNode folded(String view, String key, long since, Event... events) {
    List<JsonNode> said = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      said.add(said(view, events[i]).put("time", i * 1000L));
    }
    return folds.fold(view, key, said, since);
  }

  @Test
  void aGradeInCanvas() {
    ObjectNode said =
        said(
            "latest-grade",
            canvas(
                "grade_change",
                "'context_type':'Course','context_id':'20000000000005','user_id':'30000000000009'",
                "{'assignment_id':'11','student_id':'12','user_id':'13','grader_id':'9',"
                    + "'submission_id':14,'score':'17.50','points_possible':2e1,'grade':'B',"
                    + "'grading_complete':false,'muted':'no','assignment_name':'Essay'}"));
    assertThat(said.path("rest").textValue()).isEqualTo("2~11/2~12");
    assertThat(said.path("object").textValue()).isEqualTo("assignment:2~11");
    assertThat(said.path("tells").booleanValue()).isFalse();
    assertThat(said.path("rank").intValue()).isEqualTo(1);
    assertThat(said.path("fields"))
        .hasToString(
            "{\"grade\":\"B\",\"score\":17.5,\"points_possible\":2E+1,\"grading_complete\":false,"
                + "\"muted\":null,\"grader\":\"3~9\",\"submission\":\"2~14\","
                + "\"assignment_title\":\"Essay\"}");
  }

  @Test
  void aGradeInCaliper() {
    ObjectNode said =
        said(
            "latest-grade",
            graded(
                "'actor':{'extensions':{'X':{'root_account_id':'20000000000001'}}},"
                    + "'object':{'id':'U:submission:14','assignable':{'id':'U:assignment:11'},"
                    + "'assignee':'U:user:12','extensions':{'X':{'grade':'B'}}},"
                    + "'generated':{'scoreGiven':17.5,'maxScore':20,'scoredBy':'U:user:9'}"));
    assertThat(said.path("rest").textValue()).isEqualTo("2~11/2~12");
    assertThat(said.path("rank").intValue()).isZero();
    assertThat(said.path("fields"))
        .hasToString(
            "{\"grade\":\"B\",\"score\":17.5,\"points_possible\":2E+1,\"grader\":\"2~9\","
                + "\"submission\":\"2~14\"}");
  }

  /** An id that stands in the event as a global one too has the shard of that. */
  @Test
  void personsNamedTwiceAreOne() {
    String body = "{'assignment_id':'1','student_id':'%s','user_id':'%s','grader_id':'7'}";
    assertThat(grader("'user_id':'20000000000007'", body.formatted("1", "1"))).isEqualTo("2~7");
    assertThat(grader("", body.formatted("20000000000007", "1"))).isEqualTo("2~7");
    assertThat(grader("", body.formatted("1", "20000000000007"))).isEqualTo("2~7");
    assertThat(grader("'context_id':'30000000000007'", body.formatted("1", "1"))).isEqualTo("3~7");
    assertThat(grader("'context_account_id':'40000000000007'", body.formatted("1", "1")))
        .isEqualTo("4~7");
    assertThat(grader("'root_account_id':'50000000000007'", body.formatted("1", "1")))
        .isEqualTo("5~7");
    assertThat(grader("", body.formatted("1", "0").replace("'7'", "'0'"))).isNull();
  }

  private String grader(String metadata, String body) {
    return said("latest-grade", canvas("grade_change", metadata, body))
        .path("fields")
        .path("grader")
        .textValue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      quoteCharacter = '`',
      value = {
        "'actor':'U:user:20000000000009','object':{'assignable':'1','assignee':'U:user:1'}|2~9",
        "'object':{'assignable':'1','assignee':'U:user:20000000000009'}|2~9",
        "'object':{'assignable':'1','assignee':'U:user:1','member':'U:user:20000000000009'}|2~9",
        "'group':{'extensions':{'X':{'entity_id':'30000000000001'}}},"
            + "'object':{'assignable':'1','assignee':'U:user:1'}|3~9",
      })
  void personsNamedTwiceInCaliperAreOne(String entry, String grader) {
    Event event = graded(entry + ",'generated':{'scoredBy':{'id':'U:user:9'}}");
    assertThat(said("latest-grade", event).path("fields").path("grader").textValue())
        .isEqualTo(grader);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      quoteCharacter = '`',
      value = {
        "'9'|1~9",
        "'urn:else:9'|",
        "'U:user:'|",
        "'U:quiz:9'|",
        "'U:user:0'|",
        "{'id':'U:user:9'}|1~9",
        "{'name':'U:user:9'}|",
      })
  void aPersonOfCaliperIsAUrnOfOne(String written, String user) {
    Event event =
        graded(
            "'object':{'assignable':'1','assignee':'U:user:1'},'generated':{'scoredBy':%s}"
                .formatted(written));
    assertThat(said("latest-grade", event).path("fields").path("grader").textValue())
        .isEqualTo(user);
  }

  /** A text, a word, an id and a number each have their longest. */
  @Test
  void takesWhatIsBelievableAlone() {
    assertThat(title("x".repeat(16 * 1024))).hasSize(16 * 1024);
    assertThat(title("x".repeat(16 * 1024 + 1))).isNull();
    assertThat(title("")).isNull();
    assertThat(fields("'grade':'" + "x".repeat(512) + "'").path("grade").textValue()).hasSize(512);
    assertThat(fields("'grade':'" + "x".repeat(513) + "'").path("grade").isNull()).isTrue();
    assertThat(fields("'grade':7.50").path("grade").textValue()).isEqualTo("7.5");
    assertThat(fields("'submission_id':'" + "x".repeat(256) + "'").path("submission").textValue())
        .hasSize(256);
    assertThat(fields("'submission_id':'" + "x".repeat(257) + "'").path("submission").isNull())
        .isTrue();
    assertThat(score("1e100").isNumber()).isTrue();
    assertThat(score("1e101").isNull()).isTrue();
    assertThat(score("1e-100").isNumber()).isTrue();
    assertThat(score("1e-101").isNull()).isTrue();
    assertThat(score("1".repeat(100)).isNumber()).isTrue();
    assertThat(score("1".repeat(101)).isNull()).isTrue();
    assertThat(score("'" + "1".repeat(32) + "'").isNumber()).isTrue();
    assertThat(score("'" + "1".repeat(33) + "'").isNull()).isTrue();
    assertThat(score("'much'").isNull()).isTrue();
    assertThat(score("true").isNull()).isTrue();
  }

  private JsonNode score(String written) {
    return fields("'score':" + written).path("score");
  }

  private String title(String title) {
    return fields("'assignment_name':'" + title + "'").path("assignment_title").textValue();
  }

  private JsonNode fields(String body) {
    return said(
            "latest-grade",
            canvas("grade_change", "", "{'assignment_id':'1','student_id':'2'," + body + "}"))
        .path("fields");
  }

  @Test
  void aKeyThatIsNotWholeSaysNothing() {
    assertThat(folds.of(canvas("grade_change", "", "{'assignment_id':'1'}"))).isEmpty();
    assertThat(folds.of(canvas("grade_change", "", "{'assignment_id':'1','user_id':'0'}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      quoteCharacter = '`',
      value = {
        "course_progress|'error':{}|0",
        "course_progress|'error':'x'|0",
        "course_progress|'error':true|0",
        "course_progress|'error':[]|0",
        "course_progress|'error':''|1",
        "course_progress|'error':null|1",
        "course_completed|'error':'x'|1",
      })
  void anErrorSaysNothingOfProgress(String name, String error, int sayings) {
    List<ObjectNode> said =
        folds.of(canvas(name, "", "{'user':{'id':'7'},'progress':{%s}}".formatted(error)));
    assertThat(said).hasSize(sayings);
    if (name.equals("course_completed")) {
      assertThat(said.get(0).path("fields")).hasToString("{\"completed\":true}");
    }
  }

  @Test
  void aCourseIsNamedByWhatHasItsNameAlone() {
    String body = "{'user':{'id':'7'},'course':{'id':'5'%s}}";
    assertThat(coursesSaid(body.formatted(",'name':'History'"))).containsExactly("name");
    assertThat(coursesSaid(body.formatted(",'name':''"))).isEmpty();
    assertThat(coursesSaid(body.formatted(""))).isEmpty();
  }

  private List<String> coursesSaid(String body) {
    List<String> fields = new ArrayList<>();
    folds.of(canvas("course_progress", "", body)).stream()
        .filter(said -> said.path("view").textValue().equals("course"))
        .forEach(said -> said.path("fields").fieldNames().forEachRemaining(fields::add));
    fields.remove("last_event_time");
    return fields;
  }

  @Test
  void whoActedInAnothersNameWasThere() {
    String metadata = "'context_type':'Course','context_id':'5','user_id':'7'";
    assertThat(said("user-activity", canvas("module_created", metadata, "{}")).path("rest"))
        .hasToString("\"1~7\"");
    assertThat(
            said("user-activity", canvas("module_created", metadata + ",'real_user_id':'8'", "{}"))
                .path("rest"))
        .hasToString("\"1~8\"");
    ObjectNode byCaliper =
        said("user-activity", graded("'object':'U:course:5','actor':'U:user:9'"));
    assertThat(byCaliper.path("rest").textValue()).isEqualTo("1~9");
    assertThat(byCaliper.path("fields").path("last_event_time").textValue())
        .isEqualTo("2026-09-01T08:15:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      quoteCharacter = '`',
      value = {
        "'context_type':'Course','context_id':'5'|{}|256|true",
        "'context_type':'Course','context_id':'5'|{}|257|false",
        "'context_type':'Course','context_id':'5'|{'course_id':'6'}|3|false",
        "'context_type':'User','context_id':'5'|{'course_id':'5'}|3|false",
      })
  void theCodeOfACourseIsThatOfItsOwnPage(String page, String body, int length, boolean isSaid) {
    String metadata = page + ",'context_sis_source_id':'" + "c".repeat(length) + "'";
    List<ObjectNode> codes =
        folds.of(canvas("module_created", metadata, body)).stream()
            .filter(said -> said.path("fields").has("code"))
            .toList();
    assertThat(codes).hasSize(isSaid ? 1 : 0);
    codes.forEach(
        said -> {
          assertThat(said.path("time").longValue() % 86_400_000).isZero();
          assertThat(said.path("id").textValue()).hasSize(length);
        });
  }

  @Test
  void aCourseHasABelievableId() {
    assertThat(Folds.courseOf(canvas("grade_change", "", course(256)))).hasSize(256);
    assertThat(Folds.courseOf(canvas("grade_change", "", course(257)))).isNull();
    assertThat(Folds.courseOf(canvas("grade_change", "", "{}"))).isNull();
  }

  private static String course(int length) {
    return "{'course_id':'" + "c".repeat(length) + "'}";
  }

  // ---- what it comes to

  private static Event enrolled(String fields) {
    return canvas("enrollment_created", "", "{'enrollment_id':'3'," + fields + "}");
  }

  private static Event enrolledAs(String state) {
    return canvas("enrollment_state_created", "", "{'enrollment_id':'3','state':'" + state + "'}");
  }

  @Test
  void anEnrolmentIsDeletedByItsStateUnlessItsWorkflowSaysMore() {
    assertThat(enrolment(enrolledAs("deleted"))).isNull();
    assertThat(enrolment(enrolledAs("active"))).isNotNull();
    assertThat(enrolment(enrolledAs("deleted"), enrolled("'workflow_state':'active'"))).isNotNull();
    assertThat(enrolment(enrolledAs("active"), enrolled("'workflow_state':'deleted'"))).isNull();
  }

  private ObjectNode enrolment(Event... events) {
    return folded("enrollment", "1~5/1~3", Long.MIN_VALUE, events);
  }

  @Test
  void theTestStudentIsMarked() {
    assertThat(enrolment(enrolled("'type':'StudentViewEnrollment'")).path("test_student"))
        .hasToString("true");
    assertThat(enrolment(enrolled("'type':'StudentEnrollment'")).path("test_student"))
        .hasToString("false");
    assertThat(enrolment(enrolledAs("active")).path("test_student")).hasToString("false");
    assertThat(
            folded("enrollment", "1~5/1~3", 500, enrolled("'type':'StudentViewEnrollment'"))
                .has("test_student"))
        .as("its type may have been told since")
        .isFalse();
  }

  @Test
  void anEntryIsDeletedByItsOwnEvent() {
    String ids = "{'discussion_topic_id':'1','user_id':'2','discussion_entry_id':'3'}";
    Event created = canvas("discussion_entry_created", "", ids);
    Event deleted = canvas("discussion_entry_deleted", "", ids);
    String key = "1~5/1~1/1~2/1~3";
    assertThat(folded("discussion-entry", key, Long.MIN_VALUE, created)).isNotNull();
    assertThat(folded("discussion-entry", key, Long.MIN_VALUE, created, deleted)).isNull();
  }

  @Test
  void otherThingsAreDeletedByTheirWorkflow() {
    Event module = canvas("module_created", "", "{'module_id':'1','workflow_state':'deleted'}");
    assertThat(folded("module", "1~5/1~1", Long.MIN_VALUE, module)).isNull();
    assertThat(
            folded(
                "module",
                "1~5/1~1",
                Long.MIN_VALUE,
                module,
                canvas("module_updated", "", "{'module_id':'1','workflow_state':'active'}")))
        .isNotNull();
  }

  @Test
  void fieldsOlderThanWhatIsKnownAreLeftOut() {
    Event module = canvas("module_created", "", "{'module_id':'1','name':'One'}");
    assertThat(folded("module", "1~5/1~1", -1, module).has("name")).isTrue();
    assertThat(folded("module", "1~5/1~1", 0, module).has("name")).isFalse();
    assertThat(folded("module", "1~5/1~1", Long.MIN_VALUE, module).path("position"))
        .hasToString("null");
  }

  private static Event grade(String grade, String score, String more) {
    return canvas(
        "grade_change",
        "",
        "{'assignment_id':'1','student_id':'2','grade':%s,'score':%s%s}"
            .formatted(grade, score, more));
  }

  private ObjectNode grades(Event... events) {
    return folded("latest-grade", "1~5/1~1/1~2", Long.MIN_VALUE, events);
  }

  private static List<String> scores(ObjectNode shown) {
    List<String> scores = new ArrayList<>();
    shown.path("history").forEach(grade -> scores.add(grade.path("score").asText()));
    return scores;
  }

  @Test
  void aGradeToldAgainIsNoNewOne() {
    assertThat(scores(grades(grade("'B'", "7", ""), grade("'7'", "7.0", "")))).containsExactly("7");
    assertThat(scores(grades(grade("'B'", "7", ""), grade("'B'", "8", ""))))
        .containsExactly("8", "7");
    assertThat(scores(grades(grade("'B'", "null", ""), grade("'B'", "null", "")))).hasSize(1);
    assertThat(scores(grades(grade("'B'", "null", ""), grade("'C'", "null", "")))).hasSize(2);
    assertThat(scores(grades(grade("'B'", "7", ""), grade("'B'", "null", "")))).hasSize(2);
  }

  @Test
  void aGradeIsSeenUnlessItIsMutedOrInTheMaking() {
    assertThat(isVisible("")).isTrue();
    assertThat(isVisible(",'muted':false,'grading_complete':true")).isTrue();
    assertThat(isVisible(",'muted':true")).isFalse();
    assertThat(isVisible(",'grading_complete':false")).isFalse();
  }

  private boolean isVisible(String more) {
    return grades(grade("'B'", "7", more)).path("visible").booleanValue();
  }

  @Test
  void historyHoldsTheLastTwentyTold() {
    Event[] told = new Event[25];
    for (int i = 0; i < told.length; i++) {
      told[i] = grade("'B'", Integer.toString(i), "");
    }
    assertThat(scores(grades(told))).hasSize(20).startsWith("24").endsWith("5");
    ObjectNode one = said("latest-grade", told[0]);
    assertThat(
            scores(
                folds.fold("latest-grade", "1~5/1~1/1~2", List.of(one, one, one), Long.MIN_VALUE)))
        .hasSize(1);
    assertThat(
            folds
                .fold("latest-grade", "1~5/1~1/1~2", List.of(one), Long.MIN_VALUE)
                .path("graded_at")
                .textValue())
        .isEqualTo("2026-09-01T08:15:30.123Z");
  }

  @Test
  void ofOneInstantCanvasWordCounts() {
    ObjectNode canvas = said("latest-grade", grade("'B'", "7", ""));
    ObjectNode caliper =
        said(
            "latest-grade",
            graded(
                "'object':{'assignable':'1','assignee':'U:user:2'},'generated':{'scoreGiven':6}"));
    List<JsonNode> both = List.of(canvas, caliper);
    assertThat(scores(folds.fold("latest-grade", "1~5/1~1/1~2", both, Long.MIN_VALUE)))
        .containsExactly("7");
    caliper.put("time", caliper.path("time").longValue() + 1);
    assertThat(scores(folds.fold("latest-grade", "1~5/1~1/1~2", both, Long.MIN_VALUE)))
        .containsExactly("6", "7");
  }
}
