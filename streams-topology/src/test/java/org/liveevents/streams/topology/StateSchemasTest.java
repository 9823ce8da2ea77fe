package org.liveevents.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.schema.StateSchema;
import org.liveevents.streams.course.View;
import org.liveevents.streams.topology.PipelineDriver.Out;
import org.liveevents.streams.validate.Validation;
import org.liveevents.validate.EventValidator;
import org.liveevents.validate.Verdict;

/** Every view has a schema, and its public topic keeps it. */
class StateSchemasTest {

  private static final EventValidator VALIDATOR = EventValidator.of(SchemaCatalogue.bundled());
  private static final String MARK = "canvas.state.";

  static Stream<View<?>> views() {
    return LiveEventsTopology.views(
        PipelineDriver.settings(
            PipelineDriver.WINDOW, PipelineDriver.GRACE, PipelineDriver.SKEW, Validation.REJECT))
        .stream();
  }

  @Test
  void everyViewHasASchemaAndEverySchemaAView() {
    assertThat(SchemaCatalogue.bundled().states().stream().map(StateSchema::store))
        .containsExactlyInAnyOrderElementsOf(views().<String>map(View::store).toList());
  }

  @ParameterizedTest
  @MethodSource("views")
  void aSchemaHasTheFieldsOfItsView(View<?> view) {
    StateSchema schema =
        SchemaCatalogue.bundled().states().stream()
            .filter(state -> state.store().equals(view.store()))
            .findFirst()
            .orElseThrow();
    Set<String> described =
        schema.plain().path("properties").properties().stream()
            .map(Map.Entry::getKey)
            .collect(toCollection(TreeSet::new));
    assertThat(described).isEqualTo(fields(view.type()));
  }

  @Test
  void whatComesOutKeepsItsSchema() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      // When
      pipeline.receive(TestEvents.grade(1, 2, 3, "7", START), START);
      pipeline.receive(TestEvents.grade(1, 2, 4, "null", START), START);
      pipeline.receive(
          TestEvents.grade(1, 2, 5, "1e-7", START).replace("10420000000000005", "abc"), START);
      pipeline.receive(TestEvents.progress(1, 3, 1, 4, START), START);
      pipeline.receive(TestEvents.completed(1, 3, 4, START.plusSeconds(9)), START.plusSeconds(9));
      pipeline.idleUntil(START.plusSeconds(60));

      // Then
      List<Out> states =
          pipeline.outs().stream().filter(out -> out.topic().startsWith(MARK)).toList();
      assertThat(states.stream().map(Out::topic).distinct())
          .hasSameSizeAs(SchemaCatalogue.bundled().states());
      for (Out state : states) {
        Verdict verdict =
            VALIDATOR.checkState(
                state.topic().substring(MARK.length()), state.text().getBytes(UTF_8));
        assertThat(verdict.violations()).as(state.text()).isEmpty();
        assertThat(verdict.drift()).as(state.text()).isEmpty();
      }
    }
  }

  private static Set<String> fields(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
        .collect(toCollection(TreeSet::new));
  }
}
