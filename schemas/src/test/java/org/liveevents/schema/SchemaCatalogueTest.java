package org.liveevents.schema;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.PayloadFormat;

class SchemaCatalogueTest {

  private static final SchemaCatalogue SCHEMAS = SchemaCatalogue.bundled();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<EventSchema> schemas() {
    return SCHEMAS.all().stream();
  }

  @Test
  void everyEventOfKnownShapeHasASchemaAndNoOtherHas() {
    assertThat(names(PayloadFormat.CANVAS))
        .isEqualTo(
            EventCatalogue.bundled().all().stream()
                .filter(event -> event.origin() != KnownEvent.Origin.WIRE)
                .map(event -> event.name().text())
                .collect(toSet()))
        .hasSize(99);
    assertThat(names(PayloadFormat.CALIPER))
        .isEqualTo(
            EventCatalogue.bundled().all().stream()
                .filter(KnownEvent::inCaliper)
                .map(event -> event.name().text())
                .collect(toSet()))
        .hasSize(32);
    assertThat(SCHEMAS.find(PayloadFormat.CANVAS, "quizzes.item_created")).isEmpty();
    assertThat(SCHEMAS.find(PayloadFormat.CANVAS, "../common/ids")).isEmpty();
  }

  @Test
  void everyFileIsTheSchemaOfAnEvent() throws Exception {
    for (PayloadFormat format : PayloadFormat.values()) {
      try (Stream<Path> files = Files.list(folder(format.label()))) {
        assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", "")))
            .containsExactlyInAnyOrderElementsOf(names(format));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void aSchemaIsValidDraft07AndSaysWhatItIs(EventSchema schema) {
    // When
    ObjectNode annotated = schema.annotated();

    // Then
    assertThat(Judge.faults(annotated)).isEmpty();
    assertThat(Judge.faults(schema.plain())).isEmpty();
    assertThat(annotated.path("$schema").textValue())
        .isEqualTo("http://json-schema.org/draft-07/schema#");
    assertThat(annotated.path("$id").textValue())
        .isEqualTo("https://liveevents.org/schemas/" + schema + ".json");
    assertThat(annotated.path("title").textValue()).isNotBlank();
    assertThat(annotated.path("description").textValue()).isNotBlank();
    KnownEvent event = EventCatalogue.bundled().find(schema.event().text()).orElseThrow();
    JsonNode about = annotated.path("x-event");
    assertThat(about.path("name").textValue()).isEqualTo(event.name().text());
    assertThat(about.path("category").textValue()).isEqualTo(event.category());
    assertThat(about.path("origin").textValue()).isEqualToIgnoringCase(event.origin().name());
    assertThat(about.path("format").textValue()).isEqualTo(schema.format().label());
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void aSchemaRefersToNothingOutsideItselfAndHoldsNothingItDoesNotUse(EventSchema schema) {
    // Given
    ObjectNode document = schema.plain();

    // When
    Set<String> references =
        document.findValuesAsText("$ref").stream()
            .map(reference -> reference.replaceFirst("^#/definitions/", ""))
            .collect(toSet());

    // Then
    assertThat(document.path("definitions").properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(references)
        .isSorted();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void thePlainFormHoldsStandardKeywordsAlone(EventSchema schema) {
    assertThat(schema.annotated().toString()).contains("\"x-");
    assertThat(schema.plain().toString()).doesNotContain("\"x-");
  }

  @Test
  void bundlingTwiceGivesTheSameBytes() throws Exception {
    for (EventSchema schema : SCHEMAS.all()) {
      // When
      ObjectNode again =
          SchemaBundler.bundle(
              schema + ".json",
              SchemaCatalogue.BASE.resolve(schema + ".json"),
              SchemaCatalogueTest::source);

      // Then
      assertThat(again.toString()).isEqualTo(schema.annotated().toString());
    }
  }

  @Test
  void whatIsHandedOutIsACopy() {
    // Given
    EventSchema schema = SCHEMAS.find(PayloadFormat.CANVAS, "grade_change").orElseThrow();

    // When
    schema.annotated().removeAll();
    ((ObjectNode) schema.plain().path("properties")).removeAll();

    // Then
    assertThat(schema.annotated().has("properties")).isTrue();
    assertThat(schema.plain().path("properties").has("body")).isTrue();
  }

  @Test
  void theBundlerRefusesOneNameForTwoDefinitionsAndDanglingReferences() throws Exception {
    // Given
    Map<String, ObjectNode> files =
        Map.of(
            "one.json", object("{'$ref':'a.json#/definitions/id'}"),
            "a.json", object("{'definitions':{'id':{'items':{'$ref':'b.json#/definitions/id'}}}}"),
            "b.json", object("{'definitions':{'id':{}}}"),
            "lost.json", object("{'$ref':'b.json#/definitions/nowhere'}"),
            "whole.json", object("{'$ref':'b.json'}"));

    // Then
    assertThatThrownBy(() -> SchemaBundler.bundle("one.json", URI.create("x:1"), files::get))
        .hasMessageContaining("one name for two definitions");
    assertThatThrownBy(() -> SchemaBundler.bundle("lost.json", URI.create("x:1"), files::get))
        .hasMessageContaining("no such definition");
    assertThatThrownBy(() -> SchemaBundler.bundle("whole.json", URI.create("x:1"), files::get))
        .hasMessageContaining("not a reference to a definition");
  }

  private static Set<String> names(PayloadFormat format) {
    return SCHEMAS.all().stream()
        .filter(schema -> schema.format() == format)
        .map(schema -> schema.event().text())
        .collect(toSet());
  }

  private static ObjectNode object(String singleQuoted) throws IOException {
    return MAPPER.readValue(singleQuoted.replace('\'', '"'), ObjectNode.class);
  }

  private static ObjectNode source(String path) {
    try (InputStream in =
        SchemaCatalogueTest.class.getResourceAsStream("/org/liveevents/schemas/" + path)) {
      return MAPPER.readValue(in, ObjectNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(String name) throws Exception {
    return Path.of(
        Objects.requireNonNull(
                SchemaCatalogueTest.class.getResource("/org/liveevents/schemas/" + name))
            .toURI());
  }
}
