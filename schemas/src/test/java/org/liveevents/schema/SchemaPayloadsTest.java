package org.liveevents.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads as they are follow their schemas. */
class SchemaPayloadsTest {

  /** Published payloads that are wrong, and where. */
  private static final Map<String, Set<String>> DEFECTS =
      Map.of(
          // carries the name of another event, grade_change
          "canvas/grade_override", Set.of("/metadata/event_name"),
          // lacks the first digit of the year
          "canvas/user_updated", Set.of("/body/updated_at"));

  static List<Payload> samples() {
    return Payload.samples();
  }

  @Test
  void everySchemaHasASample() {
    assertThat(Payload.samples().stream().map(Payload::schema).distinct())
        .hasSameSizeAs(SchemaCatalogue.bundled().all());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsValid(Payload sample) {
    assertThat(Judge.violations(sample.schema(), sample.json())).isEmpty();
  }

  @Test
  void everyPublishedPayloadIsValidButForItsKnownDefect() {
    // Given
    List<Payload> published = Payload.published(Collected.path("canvas-events/examples"));
    Map<String, Set<String>> violations = new HashMap<>();

    // When
    for (Payload payload : published) {
      Set<String> where = Judge.violations(payload.schema(), payload.json());
      if (!where.isEmpty()) {
        violations.put(payload.name(), where);
      }
    }

    // Then
    assertThat(violations).isEqualTo(DEFECTS);
    assertThat(published).hasSizeGreaterThan(160);
  }
}
