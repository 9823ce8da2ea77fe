package org.liveevents.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.event.PayloadFormat;

/** Strict where it matters, tolerant where Canvas is: every sample, changed in one place. */
class SchemaStrictnessTest {

  private static final JsonNode ABSENT = MissingNode.getInstance();
  private static final List<JsonNode> NO_IDS =
      List.of(
          JsonNodeFactory.instance.objectNode(),
          JsonNodeFactory.instance.arrayNode(),
          BooleanNode.TRUE,
          DoubleNode.valueOf(1.5));
  private static final List<JsonNode> NO_URNS =
      List.of(TextNode.valueOf("nobody"), LongNode.valueOf(5));
  private static final String DECIMAL = "[0-9]{1,18}";

  static List<Payload> samples() {
    return Payload.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anEventOfAnotherNameIsRefused(Payload sample) {
    if (sample.schema().format() == PayloadFormat.CANVAS) {
      refused(sample, List.of("metadata", "event_name"), TextNode.valueOf("heart_beat"));
      refused(sample, List.of("metadata", "event_name"), ABSENT);
    } else {
      refused(sample, List.of("data", "[]", "type"), TextNode.valueOf("OutcomeEvent"));
      refused(sample, List.of("data", "[]", "action"), TextNode.valueOf("Searched"));
      if (!sample.schema().event().text().startsWith("logged_")) {
        refused(sample, List.of("data", "[]", "object", "id"), TextNode.valueOf("http://x/1"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatAnEventCannotDoWithoutIsRequired(Payload sample) {
    for (Property property : presentIn(sample)) {
      if (property.required()) {
        refused(sample, property.path(), ABSENT);
        refused(sample, property.path(), NullNode.getInstance());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatItCanDoWithoutMayBeNullOrAbsent(Payload sample) {
    for (Property property : presentIn(sample)) {
      if (!property.required() && !property.path().contains(Property.ELEMENTS)) {
        accepted(sample, property.path(), ABSENT);
        accepted(sample, property.path(), NullNode.getInstance());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anIdIsAnId(Payload sample) {
    for (Property property : presentIn(sample)) {
      JsonNode id = sample.json().at(property.pointer());
      if (property.isId() && !id.isNull()) {
        NO_IDS.forEach(wrong -> refused(sample, property.path(), wrong));
        boolean urn = property.schema().path("x-id-scope").asText().equals("urn");
        if (urn) {
          NO_URNS.forEach(wrong -> refused(sample, property.path(), wrong));
        } else {
          accepted(sample, property.path(), TextNode.valueOf("of a form we don't know"));
        }
        if (!urn && id.asText().matches(DECIMAL)) {
          accepted(sample, property.path(), LongNode.valueOf(id.asLong()));
          accepted(sample, property.path(), TextNode.valueOf(id.asText()));
          accepted(sample, property.path(), TextNode.valueOf("1042~731"));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anEntityMayComeAsItsIdAlone(Payload sample) {
    for (Property property : presentIn(sample)) {
      JsonNode entity = sample.json().at(property.pointer());
      if (property.isEntity() && entity.path("id").isTextual()) {
        accepted(sample, property.path(), entity.get("id"));
        refused(sample, property.path(), TextNode.valueOf("nobody"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aTimeIsATime(Payload sample) {
    for (Property property : presentIn(sample)) {
      if (property.isTime() && !sample.json().at(property.pointer()).isNull()) {
        refused(sample, property.path(), TextNode.valueOf("soon"));
        refused(sample, property.path(), TextNode.valueOf(""));
        refused(sample, property.path(), LongNode.valueOf(1_788_250_530));
        accepted(sample, property.path(), TextNode.valueOf("2026-09-01 00:15:30 -0800"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyEventHasItsTime(Payload sample) {
    List<String> time =
        sample.schema().format() == PayloadFormat.CANVAS
            ? List.of("metadata", "event_time")
            : List.of("data", "[]", "eventTime");
    refused(sample, time, ABSENT);
    refused(sample, time, NullNode.getInstance());
    refused(sample, time, TextNode.valueOf("soon"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void unknownFieldsAreWelcomeEverywhere(Payload sample) {
    // Given
    JsonNode extended = sample.json().deepCopy();

    // When
    extend(extended);

    // Then
    assertThat(Judge.violations(sample.schema(), extended)).isEmpty();
  }

  /** Said once more by hand, so that a requirement can't vanish with the file that states it. */
  @ParameterizedTest
  @CsvSource({
    "asset_accessed, asset_type asset_id",
    "assignment_updated, assignment_id",
    "course_completed, course user",
    "course_grade_change, course_id user_id",
    "course_progress, course user",
    "course_updated, course_id",
    "enrollment_created, enrollment_id course_id user_id",
    "enrollment_state_updated, enrollment_id",
    "grade_change, assignment_id",
    "grade_override, course_id user_id",
    "quiz_submitted, submission_id quiz_id",
    "submission_updated, submission_id assignment_id user_id",
    "logged_out, ''",
    "heartbeat, ''"
  })
  void anEventNamesWhatItIsAbout(String event, String required) {
    EventSchema schema = SchemaCatalogue.bundled().find(PayloadFormat.CANVAS, event).orElseThrow();
    List<String> names = new ArrayList<>();
    schema.plain().at("/properties/body/required").forEach(name -> names.add(name.asText()));
    assertThat(String.join(" ", names)).isEqualTo(required);
  }

  @Test
  void aGradeNeedsItsStudentUnderOneOfTwoNames() {
    // Given
    Payload sample =
        samples().stream()
            .filter(payload -> payload.name().equals("canvas/grade_change"))
            .findFirst()
            .orElseThrow();
    Payload older =
        new Payload(
            "older", sample.schema(), changed(sample, List.of("body", "student_id"), ABSENT));
    Payload newer =
        new Payload("newer", sample.schema(), changed(sample, List.of("body", "user_id"), ABSENT));

    // Then
    assertThat(Judge.isValid(older.schema(), older.json())).isTrue();
    assertThat(Judge.isValid(newer.schema(), newer.json())).isTrue();
    for (JsonNode nobody : List.of(ABSENT, NullNode.getInstance())) {
      refused(older, List.of("body", "user_id"), nobody);
      refused(newer, List.of("body", "student_id"), nobody);
    }
  }

  @Test
  void aStatusThatWasTakenAwayIsEmpty() {
    for (Payload sample : samples()) {
      for (String field : List.of("override_status_id", "old_submission_status_id")) {
        if (sample.json().at("/body/" + field).isTextual()) {
          accepted(sample, List.of("body", field), TextNode.valueOf(""));
        }
      }
    }
  }

  private static List<Property> presentIn(Payload sample) {
    return Property.of(sample.schema()).stream()
        .filter(property -> !sample.json().at(property.pointer()).isMissingNode())
        .toList();
  }

  private static void refused(Payload sample, List<String> path, JsonNode value) {
    assertThat(Judge.isValid(sample.schema(), changed(sample, path, value)))
        .as("%s with %s = %s", sample, path, value)
        .isFalse();
  }

  private static void accepted(Payload sample, List<String> path, JsonNode value) {
    assertThat(Judge.violations(sample.schema(), changed(sample, path, value)))
        .as("%s with %s = %s", sample, path, value)
        .isEmpty();
  }

  /** The sample with another value at that path, or without one. */
  private static JsonNode changed(Payload sample, List<String> path, JsonNode value) {
    JsonNode copy = sample.json().deepCopy();
    String last = path.get(path.size() - 1);
    List<String> way = path.subList(0, path.size() - 1);
    JsonNode parent = copy;
    for (String step : way) {
      parent = step.equals(Property.ELEMENTS) ? parent.get(0) : parent.get(step);
    }
    if (last.equals(Property.ELEMENTS)) {
      ((ArrayNode) parent).set(0, value);
    } else if (value.isMissingNode()) {
      ((ObjectNode) parent).remove(last);
    } else {
      ((ObjectNode) parent).set(last, value);
    }
    return copy;
  }

  private static void extend(JsonNode node) {
    node.forEach(SchemaStrictnessTest::extend);
    if (node instanceof ObjectNode object) {
      object.putObject("of_next_year").put("sort", 1);
    }
  }
}
