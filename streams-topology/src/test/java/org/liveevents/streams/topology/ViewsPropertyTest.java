package org.liveevents.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;

/**
 * G5 for the views: events of all kinds, in both formats, in any order, with any duplicates, come
 * to the plain fold of the sorted distinct events; then, and as of any time.
 */
class ViewsPropertyTest {

  private static final int HAPPENINGS = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Long> seeds() {
    return Histories.seeds(5);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyViewIsThePlainFoldOfTheSortedDistinctEvents(long seed) {
    // Given
    Random random = new Random(seed);
    List<ToldEvent> told = new ToldEvents(random, START).make(HAPPENINGS);
    List<ToldEvent> sent = new ArrayList<>(told);
    told.forEach(
        event -> {
          if (random.nextInt(4) == 0) {
            sent.add(event);
          }
        });
    Collections.shuffle(sent, random);
    EnvelopeReader reader = new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1));
    PlainViews plain = new PlainViews(told, reader);
    Instant now = START.plus(Duration.ofHours(2));

    try (PipelineDriver pipeline = new PipelineDriver()) {
      // When
      sent.forEach(event -> pipeline.receive(event.json(), now));
      pipeline.idleUntil(now.plusSeconds(40));

      // Then
      int shown = 0;
      for (View view : Views.all()) {
        Map<String, JsonNode> expected = json(plain.of(view, Instant.MAX));
        shown += expected.size();
        assertSame(expected, pipeline.view(view), () -> view.store() + ", seed " + seed);
        assertSame(expected, published(pipeline, view), () -> view.store() + " topic, " + seed);
        for (int asked = 0; view.hasVersions() && asked < 8; asked++) {
          Instant then = START.plusMillis(250L * random.nextInt(4 * 5400));
          assertSame(
              withoutHistory(json(plain.of(view, then))),
              withoutHistory(pipeline.view(view, then)),
              () -> view.store() + " as of " + then + ", seed " + seed);
        }
      }
      assertThat(shown).as("entries there are to compare, seed %s", seed).isGreaterThan(50);
      Map<String, Map<String, Long>> counted = new TreeMap<>();
      pipeline.activity().forEach((key, hour) -> counted.put(key, names(hour)));
      assertThat(counted).as("activity, seed %s", seed).isEqualTo(plain.activity());
    }
  }

  private static Map<String, Long> names(ObjectNode hour) {
    Map<String, Long> names = new TreeMap<>();
    hour.get("names").properties().forEach(it -> names.put(it.getKey(), it.getValue().longValue()));
    assertThat(hour.get("events").longValue())
        .isEqualTo(names.values().stream().mapToLong(Long::longValue).sum());
    return names;
  }

  /** The state topic, compacted. */
  private static Map<String, JsonNode> published(PipelineDriver pipeline, View view) {
    Map<String, JsonNode> latest = new TreeMap<>();
    for (PipelineDriver.Out out : pipeline.outs("canvas.state." + view.store())) {
      if (out.text().isEmpty()) {
        latest.remove(out.key());
      } else {
        latest.put(out.key(), parsed(out.text()));
      }
    }
    return latest;
  }

  private static Map<String, JsonNode> json(Map<String, ?> values) {
    Map<String, JsonNode> nodes = new TreeMap<>();
    values.forEach((key, value) -> nodes.put(key, parsed(JSON.valueToTree(value).toString())));
    return nodes;
  }

  private static Map<String, JsonNode> withoutHistory(Map<String, ? extends JsonNode> values) {
    Map<String, JsonNode> rest = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          ObjectNode copy = value.deepCopy();
          rest.put(key, copy.without(List.of("history", "graded_at")));
        });
    return rest;
  }

  private static void assertSame(
      Map<String, JsonNode> expected,
      Map<String, ? extends JsonNode> found,
      Supplier<String> what) {
    Map<String, JsonNode> parsed = new TreeMap<>();
    found.forEach((key, value) -> parsed.put(key, parsed(value.toString())));
    assertThat(parsed).as(what).isEqualTo(expected);
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
