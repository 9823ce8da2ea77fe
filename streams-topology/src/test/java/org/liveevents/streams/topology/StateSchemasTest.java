package org.liveevents.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.schema.StateSchema;
import org.liveevents.streams.course.ActivityHour;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.topology.PipelineDriver.Out;
import org.liveevents.validate.EventValidator;
import org.liveevents.validate.Verdict;

/** Every view has a schema, and its public topic keeps it. */
class StateSchemasTest {

  private static final EventValidator VALIDATOR = EventValidator.of(SchemaCatalogue.bundled());
  private static final String MARK = "canvas.state.";

  static Stream<Arguments> views() {
    return Stream.concat(
        Views.all().stream().map(view -> Arguments.of(view.store(), view.shownFields())),
        Stream.of(Arguments.of(ActivityHour.STORE, ActivityHour.FIELDS)));
  }

  @Test
  void everyViewHasASchemaAndEverySchemaAView() {
    assertThat(SchemaCatalogue.bundled().states().stream().map(StateSchema::store))
        .containsExactlyInAnyOrderElementsOf(Views.topics());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("views")
  void aSchemaHasTheFieldsOfItsViewInTheirOrder(String store, List<String> fields) {
    assertThat(schema(store).plain().path("properties").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyElementsOf(fields);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("views")
  void theKeyIsMadeOfTheFirstFields(String store, List<String> fields) {
    String key = schema(store).annotated().at("/x-state/key").textValue();
    List<String> parts =
        Stream.of(key.split("/")).map(part -> part.replaceAll("[<>]", "")).toList();
    assertThat(fields).startsWith(parts.toArray(String[]::new));
  }

  @Test
  void whatComesOfEverySampleKeepsItsSchema() throws IOException {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      // When
      for (KnownEvent event : EventCatalogue.bundled().all()) {
        for (PayloadFormat format : PayloadFormat.values()) {
          byte[] sample = sample(format, event);
          if (sample.length > 0) {
            pipeline.receive(sample, START.plus(Duration.ofDays(3650)), Map.of());
          }
        }
      }
      pipeline.idleUntil(START.plus(Duration.ofDays(3651)));

      // Then
      assertThat(checked(pipeline)).as("topics there is something on").hasSizeGreaterThan(12);
    }
  }

  @Test
  void whatComesOfEventsOfAllKindsKeepsItsSchema() {
    long seed = Long.getLong("seed", new Random().nextInt(1_000_000_000));
    Instant now = START.plus(Duration.ofHours(2));
    try (PipelineDriver pipeline = new PipelineDriver()) {
      // When
      List<ToldEvent> told = new ArrayList<>(new ToldEvents(new Random(seed), START).make(600));
      told.forEach(event -> pipeline.receive(event.json(), now));
      pipeline.idleUntil(now.plusSeconds(40));

      // Then
      assertThat(pipeline.outs("canvas.rejected"))
          .extracting(out -> out.headers().get("detail"))
          .as("seed %s", seed)
          .isEmpty();
      assertThat(checked(pipeline))
          .as("seed %s", seed)
          .containsExactlyInAnyOrderElementsOf(Views.topics());
    }
  }

  @Test
  void oddValuesKeepTheSchemaToo() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      // When
      pipeline.receive(TestEvents.grade(1, 2, 4, "null", START), START);
      pipeline.receive(
          TestEvents.grade(1, 2, 5, "1e-7", START).replace("10420000000000005", "abc"), START);
      pipeline.receive(TestEvents.completed(1, 3, 4, START.plusSeconds(9)), START.plusSeconds(9));
      pipeline.idleUntil(START.plusSeconds(60));

      // Then
      assertThat(checked(pipeline)).contains("latest-grade", "course-progress", "activity");
    }
  }

  /** The stores whose values were found to keep their schemas: all that came out. */
  private static Set<String> checked(PipelineDriver pipeline) {
    Set<String> stores = new TreeSet<>();
    for (Out out : pipeline.outs()) {
      if (out.topic().startsWith(MARK) && !out.text().isEmpty()) {
        String store = out.topic().substring(MARK.length());
        Verdict verdict = VALIDATOR.checkState(store, out.text().getBytes(UTF_8));
        assertThat(verdict.violations()).as(store + " " + out.text()).isEmpty();
        assertThat(verdict.drift()).as(store + " " + out.text()).isEmpty();
        stores.add(store);
      }
    }
    return stores;
  }

  private static StateSchema schema(String store) {
    return SchemaCatalogue.bundled().states().stream()
        .filter(state -> state.store().equals(store))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] sample(PayloadFormat format, KnownEvent event) throws IOException {
    try (InputStream in =
        StateSchemasTest.class.getResourceAsStream(
            "/org/liveevents/samples/" + format.label() + "/" + event.name().text() + ".json")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }
}
