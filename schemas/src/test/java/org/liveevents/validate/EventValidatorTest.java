package org.liveevents.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.event.PayloadFormat;
import org.liveevents.schema.SchemaCatalogue;

/** What a validator tells of an event, and what it keeps to itself. */
class EventValidatorTest {

  private final EventValidator validator = EventValidator.of(SchemaCatalogue.bundled());
  private static final String METADATA =
      "{'event_name':'grade_change','event_time':'2026-09-01T08:15:30.123Z'}";

  @Test
  void tellsWhereAndWhatButNeverAValue() {
    // When
    Verdict verdict =
        grade("'assignment_id':true,'score':'SECRET','grading_complete':'SECRET','SECRET':1");

    // Then
    assertThat(verdict.isValid()).isFalse();
    assertThat(verdict.violations())
        .containsExactlyInAnyOrder(
            new Violation("/body/assignment_id", "type"),
            new Violation("/body/score", "type"),
            new Violation("/body/grading_complete", "type"),
            new Violation("/body", "anyOf"));
    assertThat(verdict.detail()).contains("/body/score type").doesNotContain("SECRET");
  }

  @Test
  void namesTheMemberThatIsMissing() {
    assertThat(grade("'user_id':'5'").violations())
        .containsExactly(new Violation("/body/assignment_id", "required"));
  }

  @Test
  void pointsIntoTheEntryOfACaliperEnvelope() {
    assertThat(
            check(
                    PayloadFormat.CALIPER,
                    "logged_out",
                    "{'data':[{'type':'SessionEvent','action':'LoggedIn','object':'https://c.example/',"
                        + "'eventTime':'2026-09-01T08:15:30Z'}]}")
                .violations())
        .containsExactly(new Violation("/data/0/action", "const"));
  }

  @Test
  void tellsDriftByItsPlace() {
    // When
    Verdict verdict =
        grade("'assignment_id':'SIS:7','user_id':'5','of~next/year':[{'a':1}],'grade':null");

    // Then
    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.drift())
        .containsExactlyInAnyOrder(
            new Drift("/body/assignment_id", Drift.Kind.UNUSUAL_VALUE),
            new Drift("/body/of~0next~1year", Drift.Kind.UNKNOWN_FIELD));
  }

  @Test
  void aNumberThatIsAnIdMayBeWrittenInAnyWay() {
    for (String number : List.of("5", "5.0", "0.5e1", "-5", "9".repeat(400), "1E+30")) {
      assertThat(grade("'user_id':'5','assignment_id':" + number).isValid()).as(number).isTrue();
    }
    for (String number : List.of("5.5", "1e-1", "1e99999999999")) {
      assertThat(grade("'user_id':'5','assignment_id':" + number).violations())
          .as(number)
          .containsExactly(new Violation("/body/assignment_id", "type"));
    }
  }

  @Test
  void whateverIsSentTheFindingsAreBounded() {
    // Given
    StringBuilder body = new StringBuilder("'user_id':'5','assignment_id':'1'");
    for (int i = 0; i < 5000; i++) {
      body.append(",'x").append(i).append("':").append(i);
    }

    // Then
    assertThat(grade(body.toString()).drift()).hasSize(Verdict.MOST_DRIFT);
    assertThat(grade("'user_id':'5','assignment_id':'1'" + ",'score':'x'".repeat(100)).violations())
        .hasSize(Verdict.MOST_VIOLATIONS);
  }

  @Test
  void depthStopsNothing() {
    String deep = "[".repeat(900) + "]".repeat(900);
    assertThat(grade("'user_id':'5','assignment_id':'1','x':" + deep).isValid()).isTrue();
    assertThat(grade("'user_id':'5','assignment_id':" + deep).violations())
        .containsExactly(new Violation("/body/assignment_id", "type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{'metadata':", "{'metadata':{}}}", "nul", "[1,"})
  void whatIsNoEventBreaksTheSchema(String json) {
    assertThat(check(PayloadFormat.CANVAS, "grade_change", json).isValid()).isFalse();
  }

  @Test
  void anEventOfUnknownShapeIsValid() {
    assertThat(check(PayloadFormat.CANVAS, "quizzes.item_created", "{}")).isEqualTo(Verdict.CLEAN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'maxLength':3}",
        "{'properties':{'a':{'format':'date'}}}",
        "{'items':[{}]}",
        "{'const':5}",
        "{'type':'text'}",
        "{'pattern':'a'}",
        "{'x-usual':{'minLength':1}}",
        "{'$ref':'#/definitions/nowhere'}",
        "{'definitions':{'a':{'properties':{'b':{'$ref':'#/definitions/a'}}}},'$ref':'#/definitions/a'}",
        "{'anyOf':[{'type':'string'},{'type':['string','null']}]}",
        "{'anyOf':[{'type':'object','properties':{'a':{'properties':{'b':{}}}}},{'type':'object'}]}"
      })
  void aSchemaThatSaysMoreThanWeCheckIsRefused(String schema) throws Exception {
    ObjectNode document = (ObjectNode) new ObjectMapper().readTree(schema.replace('\'', '"'));
    assertThatThrownBy(() -> RuleCompiler.compile(document))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Verdict grade(String body) {
    return check(
        PayloadFormat.CANVAS,
        "grade_change",
        "{'metadata':" + METADATA + ",'body':{" + body + "}}");
  }

  private Verdict check(PayloadFormat format, String event, String json) {
    return validator.check(format, event, json.replace('\'', '"').getBytes(UTF_8));
  }
}
