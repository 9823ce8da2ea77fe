package org.liveevents.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.liveevents.schema.Collected;
import org.liveevents.schema.EventSchema;
import org.liveevents.schema.Judge;
import org.liveevents.schema.Payload;
import org.liveevents.schema.SchemaCatalogue;

/** Our validator and an independent one give the same verdict. */
class ValidatorAgreesTest {

  private final EventValidator validator = EventValidator.of(SchemaCatalogue.bundled());
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final int MUTANTS = Integer.getInteger("histories", 20_000);

  @Test
  void everySampleIsValidAndAsForeseen() {
    for (Payload sample : Payload.samples()) {
      assertThat(verdict(sample.schema(), sample.json()))
          .as(sample.name())
          .isEqualTo(Verdict.CLEAN);
    }
  }

  @Test
  void mutatedPayloadsOfEveryEventGetTheSameVerdict() throws Exception {
    // Given
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("ValidatorAgreesTest -Dseed=" + seed);
    Mutations mutations = new Mutations(new Random(seed));
    List<Payload> samples = Payload.samples();
    int valid = 0;

    for (int i = 0; i < MUTANTS; i++) {
      // When
      Payload sample = samples.get(i % samples.size());
      byte[] bytes = MAPPER.writeValueAsBytes(mutations.of(sample.json()));
      JsonNode json = MAPPER.readTree(bytes);
      Verdict ours = check(sample.schema(), bytes);

      // Then
      boolean theirs = Judge.isValid(sample.schema(), json);
      assertThat(ours.isValid())
          .as(
              "-Dseed=%d, %s: %s %s",
              seed, sample, ours, theirs ? "" : Judge.violations(sample.schema(), json))
          .isEqualTo(theirs);
      valid += theirs ? 1 : 0;
    }
    assertThat(valid).isBetween(MUTANTS / 10, MUTANTS * 9 / 10);
  }

  @Test
  void everyPublishedPayloadIsJudgedAlikeAndAtTheSamePlace() {
    // Given
    List<Payload> published = Payload.published(Collected.path("canvas-events/examples"));
    Map<String, Object> ours = new HashMap<>();
    Map<String, Object> theirs = new HashMap<>();

    // When
    for (Payload payload : published) {
      ours.put(
          payload.name(),
          verdict(payload.schema(), payload.json()).violations().stream()
              .map(Violation::pointer)
              .collect(Collectors.toCollection(TreeSet::new)));
      theirs.put(payload.name(), Judge.violations(payload.schema(), payload.json()));
    }

    // Then
    assertThat(ours).isEqualTo(theirs);
    assertThat(published).hasSizeGreaterThan(160);
  }

  private Verdict verdict(EventSchema schema, JsonNode json) {
    try {
      return check(schema, MAPPER.writeValueAsBytes(json));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Verdict check(EventSchema schema, byte[] bytes) {
    return validator.check(schema.format(), schema.event().text(), bytes);
  }
}
