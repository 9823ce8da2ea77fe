package org.liveevents.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas of state topics: valid, complete, in words. */
class StateSchemaTest {

  static Stream<StateSchema> schemas() {
    return SchemaCatalogue.bundled().states().stream();
  }

  @Test
  void everyFileIsTheSchemaOfAStore() throws Exception {
    Path folder =
        Path.of(
            Objects.requireNonNull(
                    StateSchemaTest.class.getResource("/org/liveevents/schemas/state"))
                .toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(schemas().map(StateSchema::store).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void aSchemaIsValidAndSaysWhatItIs(StateSchema schema) {
    assertThat(Judge.faults(schema.annotated())).isEmpty();
    assertThat(Judge.faults(schema.plain())).isEmpty();
    assertThat(schema.plain().toString()).doesNotContain("\"x-");
    JsonNode about = schema.annotated().path("x-state");
    assertThat(about.path("store").textValue()).isEqualTo(schema.store());
    assertThat(about.path("key").textValue()).startsWith("<course>");
    assertThat(schema.annotated().path("$id").textValue())
        .isEqualTo("https://liveevents.org/schemas/" + schema + ".json");
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyFieldIsDescribedAndEveryNumberHasAUnit(StateSchema schema) {
    for (Map.Entry<String, JsonNode> entry : schema.annotated().path("properties").properties()) {
      JsonNode field = entry.getValue();
      assertThat(field.path("description").asText()).as(entry.getKey()).matches("\\S.{3,}[.]");
      assertThat(field.has("x-unit")).isEqualTo(field.path("type").toString().contains("number"));
      assertThat(field.has("x-id-kind"))
          .isEqualTo(field.path("$ref").asText().toLowerCase(Locale.ROOT).contains("canonicalid"));
    }
  }
}
