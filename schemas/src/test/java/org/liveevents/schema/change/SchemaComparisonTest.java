package org.liveevents.schema.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.schema.EventSchema;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.schema.change.SchemaChange.Effect;

/** Which edits of a schema break somebody, and which don't. */
class SchemaComparisonTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String EARLIER =
      """
      {"$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://example.org/a.json",
       "type": "object", "required": ["body"],
       "properties": {"body": {"description": "What happened.", "$ref": "#/definitions/body"}},
       "definitions": {
         "body": {
           "type": "object",
           "required": ["id"],
           "anyOf": [{"required": ["user"]}, {"required": ["course"]}],
           "properties": {
             "id": {"$ref": "#/definitions/id"},
             "state": {"enum": ["open", "shut"]},
             "name": {"type": ["string", "null"], "description": "As people say it."},
             "tags": {"type": "array", "items": {"type": "string"}},
             "parent": {"$ref": "#/definitions/body"}}},
         "id": {"type": "string", "pattern": "^[0-9]+$"}}}
      """;

  @Test
  void aSchemaDoesNotDifferFromItself() {
    assertThat(SchemaComparison.between(schema(EARLIER), schema(EARLIER))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everySchema")
  void noSchemaOfThisReleaseDiffersFromItself(EventSchema schema) {
    assertThat(SchemaComparison.between(schema.plain(), schema.plain())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everySchema")
  void everySchemaMayGetOneMoreFieldThatMayBeAbsent(EventSchema schema) {
    // Given
    ObjectNode later = schema.plain();
    ((ObjectNode) later.at("/properties")).putObject("brand_new").put("type", "string");

    // When
    List<SchemaChange> changes = SchemaComparison.between(schema.plain(), later);

    // Then
    assertThat(changes).containsExactly(new SchemaChange("brand_new", "added", Effect.ADDITION));
  }

  static List<EventSchema> everySchema() {
    return List.copyOf(SchemaCatalogue.bundled().all());
  }

  @Test
  void otherWordsBreakNobody() {
    assertThat(edited("As people say it.", "As people write it."))
        .containsExactly(new SchemaChange("body.name", "description reworded", Effect.WORDING));
    assertThat(edited("https://example.org/a.json", "https://example.org/b.json"))
        .extracting(SchemaChange::effect)
        .containsOnly(Effect.WORDING);
  }

  @Test
  void oneMoreFieldThatMayBeAbsentBreaksNobody() {
    assertThat(edited("\"state\":", "\"score\": {\"type\": \"number\"}, \"state\":"))
        .contains(new SchemaChange("body.score", "added", Effect.ADDITION))
        .noneMatch(SchemaChange::isBreaking);
  }

  @Test
  void anotherOrderOrPlaceOfTheSameRulesIsNoChange() {
    assertThat(edited("[\"string\", \"null\"]", "[\"null\", \"string\"]")).isEmpty();
    assertThat(edited("[\"open\", \"shut\"]", "[\"shut\", \"open\"]")).isEmpty();
    assertThat(
            edited(
                "{\"$ref\": \"#/definitions/id\"}",
                "{\"type\": \"string\", \"pattern\": \"^[0-9]+$\"}"))
        .isEmpty();
    assertThat(
            edited(
                "\"type\": \"object\", \"required\": [\"body\"]",
                "\"type\": \"object\", \"additionalProperties\": true, \"required\": [\"body\"]"))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type changed | [\"string\", \"null\"] | \"integer\" | body.name: type is now integer",
        "type narrowed | [\"string\", \"null\"] | \"string\" | body.name: type is now string",
        "type widened | [\"string\", \"null\"] | [\"string\", \"integer\", \"null\"] | body.name",
        "field removed | \"state\": {\"enum\": [\"open\", \"shut\"]}, | `` | body.state: removed",
        "required added | \"required\": [\"id\"] | \"required\": [\"id\", \"name\"] | body: name is now",
        "required gone | \"required\": [\"id\"], | `` | body: id is no longer required",
        "enum narrowed | [\"open\", \"shut\"] | [\"open\"] | body.state: enum is now open, was open or",
        "enum widened | [\"open\", \"shut\"] | [\"open\", \"shut\", \"ajar\"] | body.state: enum",
        "pattern changed | ^[0-9]+$ | ^[a-z]+$ | body.id: pattern is now ^[a-z]+$, was ^[0-9]+$",
        "pattern added | \"items\": {\"type\": \"string\"} | \"items\": {\"type\": \"string\", \"pattern\": \"x\"} | body.tags[]",
        "bound added | \"type\": \"array\" | \"type\": \"array\", \"maxItems\": 3 | body.tags: maxItems",
        "closed | \"required\": [\"id\"] | \"additionalProperties\": false, \"required\": [\"id\"] | body: addit",
        "alternative gone | {\"required\": [\"user\"]}, | `` | body: anyOf",
        "alternative changed | [\"user\"] | [\"person\"] | body(anyOf 1): person is now required",
      })
  void aRealBreakageIsFoundAndNamed(String edit, String text, String instead, String told) {
    assertThat(edited(text, instead))
        .filteredOn(SchemaChange::isBreaking)
        .as(edit)
        .isNotEmpty()
        .allSatisfy(change -> assertThat(change.toString()).isNotBlank())
        .anySatisfy(change -> assertThat(change.toString()).startsWith(told));
  }

  @Test
  void aNewFieldThatMustBeThereBreaks() {
    // When
    List<SchemaChange> changes =
        SchemaComparison.between(
            schema("{\"type\": \"object\"}"),
            schema("{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {}}}"));

    // Then
    assertThat(changes).anyMatch(SchemaChange::isBreaking);
  }

  @Test
  void aClosedSchemaMayNotGetAField() {
    // Given
    String closed = EARLIER.replace("\"required\": [\"id\"]", "\"additionalProperties\": false");

    // When
    List<SchemaChange> changes =
        SchemaComparison.between(
            schema(closed), schema(closed.replace("\"state\":", "\"score\": {}, \"state\":")));

    // Then
    assertThat(changes).anyMatch(SchemaChange::isBreaking);
  }

  @Test
  void allowedStepsAddUp() {
    // Given
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    ObjectNode first = schema(EARLIER);
    ObjectNode last = first.deepCopy();

    // When
    for (int step = 0; step < 20; step++) {
      ObjectNode before = last.deepCopy();
      ObjectNode fields = (ObjectNode) last.at("/definitions/body/properties");
      fields.putObject("f" + step + "_" + random.nextInt(1000)).put("type", "string");
      last.put("title", "version " + step);
      assertThat(SchemaComparison.between(before, last)).noneMatch(SchemaChange::isBreaking);
    }

    // Then
    assertThat(SchemaComparison.between(first, last))
        .isNotEmpty()
        .noneMatch(SchemaChange::isBreaking);
  }

  private static List<SchemaChange> edited(String text, String instead) {
    assertThat(EARLIER).contains(text);
    return SchemaComparison.between(
        schema(EARLIER), schema(EARLIER.replace(text, instead == null ? "" : instead)));
  }

  private static ObjectNode schema(String json) {
    try {
      return MAPPER.readValue(json, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
