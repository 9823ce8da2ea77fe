package org.liveevents.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.event.PayloadFormat;

/** What the schemas say of each property: in words, and in annotations others build upon. */
class SchemaPropertiesTest {

  private static final SchemaCatalogue SCHEMAS = SchemaCatalogue.bundled();
  private static final int COPIED = 40;
  private static final int SENTENCE_BLANKS = 4;

  static Stream<EventSchema> schemas() {
    return SCHEMAS.all().stream();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyPropertyIsDescribed(EventSchema schema) {
    walk(
        schema.annotated(),
        (path, property) ->
            assertThat(property.path("description").asText()).as(path).matches("\\S.{3,}[.]"));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void idsTimesAndNumbersSayMoreThanTheirType(EventSchema schema) {
    walk(
        schema.annotated(),
        (path, property) -> {
          String reference = property.path("$ref").asText().replace("#/definitions/", "");
          String types = property.path("type").toString();
          boolean id =
              reference.matches("id|optionalId|optionalIdOrEmpty|contentExportId|urn|optionalUrn");
          if (id && !path.contains("anyOf")) {
            assertThat(property.path("x-id-scope").asText())
                .as(path)
                .matches(reference.matches(".*[uU]rn") ? "urn" : "global|local");
          }
          assertThat(property.has("x-id-kind")).as(path).isEqualTo(property.has("x-id-scope"));
          assertThat(property.path("x-id-kind").asText("any")).as(path).matches("[a-z_]+");
          if (types.contains("number") || types.contains("integer")) {
            assertThat(property.path("x-unit").asText()).as(path).isNotBlank();
          }
          if (path.matches(".*/body/properties/[a-z_]+_at")) {
            assertThat(reference).as(path).isEqualTo("optionalTime");
          }
          assertThat(property.path("x-truncated").asInt(8192)).as(path).isEqualTo(8192);
          assertThat(property.path("x-source").asText("seen"))
              .as(path)
              .matches("documented|source|seen");
          boolean told = !property.has("const") && !path.contains("anyOf") && !isFrame(path);
          assertThat(property.has("x-source") || !told).as(path).isTrue();
        });
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void nothingStandsInTheWayOfNewFieldsAndValues(EventSchema schema) {
    Set<String> keywords = new TreeSet<>();
    keywords(schema.plain(), keywords);
    assertThat(keywords)
        .isSubsetOf(
            "$schema",
            "$id",
            "$ref",
            "title",
            "description",
            "examples",
            "definitions",
            "type",
            "const",
            "pattern",
            "minLength",
            "minimum",
            "minItems",
            "maxItems",
            "items",
            "properties",
            "required",
            "allOf",
            "anyOf");
  }

  /** In draft-07 a validator ignores whatever stands beside a reference. */
  @ParameterizedTest
  @MethodSource("schemas")
  void besideAReferenceStandWordsAlone(EventSchema schema) {
    schema
        .plain()
        .findParents("$ref")
        .forEach(
            parent ->
                assertThat(parent.properties().stream().map(Map.Entry::getKey))
                    .isSubsetOf("$ref", "description", "examples"));
  }

  @Test
  void everyFieldOfTheCollectedCatalogueIsInItsSchemaWithItsScope() throws IOException {
    // Given
    JsonNode catalogue =
        new ObjectMapper().readTree(Collected.path("canvas-events/catalogue.json").toFile());

    for (JsonNode event : catalogue.get("events")) {
      // When
      String name = event.get("event_name").textValue();
      Map<String, Property> properties =
          Property.of(SCHEMAS.find(PayloadFormat.CANVAS, name).orElseThrow()).stream()
              .collect(
                  Collectors.toMap(
                      property -> String.join(".", property.path()), Function.identity()));

      // Then
      for (JsonNode field : event.get("body")) {
        String path = field.get("path").textValue();
        if (path.equals("body.assignment_id_duplicated__from")) {
          continue; // a published typing error, no field
        }
        assertThat(properties).as(name).containsKey(path);
        if (field.has("id_scope")) {
          assertThat(properties.get(path).schema().path("x-id-scope").asText())
              .as(name + " " + path)
              .isEqualTo(field.get("id_scope").textValue());
        }
        assertThat(properties.get(path).schema().has("x-truncated"))
            .as(name + " " + path)
            .isEqualTo(field.path("format").asText().startsWith("truncated"));
      }
    }
  }

  @Test
  void noSentenceOfOursIsTakenFromWhatWasCollected() throws IOException {
    // Given
    Set<String> collected = new HashSet<>();
    try (Stream<Path> files = Files.walk(Collected.path("canvas-events"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        windows(Files.readString(file), collected::add);
      }
    }

    // When
    Map<String, String> copied = new TreeMap<>();
    for (EventSchema schema : SCHEMAS.all()) {
      for (String description : schema.annotated().findValuesAsText("description")) {
        windows(
            description,
            window -> {
              if (collected.contains(window)) {
                copied.put(description, window);
              }
            });
      }
    }

    // Then
    assertThat(copied).isEmpty();
  }

  private static void windows(String text, Consumer<String> each) {
    String plain = text.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    for (int i = 0; i + COPIED <= plain.length(); i++) {
      String window = plain.substring(i, i + COPIED);
      if (window.chars().filter(c -> c == ' ').count() >= SENTENCE_BLANKS) {
        each.accept(window);
      }
    }
  }

  /** Parts of the envelope, which every event has by definition. */
  private static boolean isFrame(String path) {
    return path.matches("/properties/(metadata|body)")
        || path.matches("/definitions/metadata/properties/event_name")
        || path.matches("/properties/data/items(/allOf/1/properties/object)?");
  }

  /** Every property and every kind of array element, wherever it is described. */
  private static void walk(ObjectNode document, BiConsumer<String, ObjectNode> each) {
    walk("", document, each);
  }

  private static void walk(String path, JsonNode schema, BiConsumer<String, ObjectNode> each) {
    for (Map.Entry<String, JsonNode> entry : schema.path("properties").properties()) {
      String name = path + "/properties/" + entry.getKey();
      each.accept(name, (ObjectNode) entry.getValue());
      walk(name, entry.getValue(), each);
    }
    for (Map.Entry<String, JsonNode> entry : schema.path("definitions").properties()) {
      walk(path + "/definitions/" + entry.getKey(), entry.getValue(), each);
    }
    if (schema.path("items") instanceof ObjectNode items) {
      each.accept(path + "/items", items);
      walk(path + "/items", items, each);
    }
    for (String combiner : List.of("allOf", "anyOf")) {
      int i = 0;
      for (JsonNode part : schema.path(combiner)) {
        walk(path + "/" + combiner + "/" + i++, part, each);
      }
    }
  }

  private static void keywords(JsonNode schema, Set<String> found) {
    List<JsonNode> inner = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : schema.properties()) {
      found.add(entry.getKey());
      switch (entry.getKey()) {
        case "properties", "definitions" -> entry.getValue().forEach(inner::add);
        case "items" -> inner.add(entry.getValue());
        case "allOf", "anyOf" -> entry.getValue().forEach(inner::add);
        default -> {}
      }
    }
    inner.forEach(part -> keywords(part, found));
  }
}
