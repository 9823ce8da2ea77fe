package org.liveevents.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;

/** Whoever is forgotten is in no view, no history and no state topic, whatever comes when. */
class ForgetTest {

  private static final int HAPPENINGS = 250;
  private static final Instant NOW = START.plus(Duration.ofHours(2));
  private static final String STUDENT = "1042~2001";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> TELLING = Set.of("grader", "associated_user");

  static Stream<Long> seeds() {
    Long seed = Long.getLong("seed");
    long first = new Random().nextLong(1_000_000_000);
    return seed != null
        ? Stream.of(seed)
        : LongStream.range(first, first + Integer.getInteger("histories", 4)).boxed();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void itDoesNotMatterWhenThePersonIsForgotten(long seed) {
    // Given
    Random random = new Random(seed);
    List<ToldEvent> told = new ToldEvents(random, START).make(HAPPENINGS);
    List<ToldEvent> sent = new ArrayList<>(told);
    told.stream().filter(event -> random.nextInt(4) == 0).forEach(sent::add);
    Collections.shuffle(sent, random);
    List<String> persons = new ArrayList<>(persons(told));
    String person = persons.get(random.nextInt(persons.size()));
    int moment = random.nextInt(sent.size());
    Instant then = START.plusMillis(250L * random.nextInt(4 * 5400));
    String what = person + " of " + persons.size() + ", seed " + seed;

    try (PipelineDriver never = new PipelineDriver();
        PipelineDriver before = new PipelineDriver();
        PipelineDriver meanwhile = new PipelineDriver();
        PipelineDriver after = new PipelineDriver()) {
      // When
      receive(never, sent);
      before.forget(person);
      receive(before, sent);
      receive(meanwhile, sent.subList(0, moment));
      meanwhile.forget(person);
      receive(meanwhile, sent.subList(moment, sent.size()));
      receive(after, sent);
      after.forget(person);
      receive(after, sent);

      // Then
      assertThat(never.remembers(person)).as(what).isTrue();
      for (PipelineDriver pipeline : List.of(before, meanwhile, after)) {
        assertThat(pipeline.remembers(person)).as(what).isFalse();
        for (View view : Views.all()) {
          Map<String, JsonNode> expected = without(person, owned(person, told), never.view(view));
          assertThat(parsed(pipeline.view(view))).as(view.store() + what).isEqualTo(expected);
          assertThat(published(pipeline, view)).as(view.store() + what).isEqualTo(expected);
          if (view.hasVersions()) {
            assertThat(parsed(pipeline.view(view, then)))
                .as(view.store() + " as of " + then + what)
                .isEqualTo(without(person, Set.of(), never.view(view, then)));
          }
        }
        assertThat(pipeline.activity()).as(what).isEqualTo(never.activity());
      }
    }
  }

  @Test
  void aPersonIsKeptOutBeforeEverythingIsRemovedAndRemovedFromThePublicTopics() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      // Given
      pipeline.receive(TestEvents.grade(731, 311, 2001, "8", START), NOW);

      // When
      pipeline.wish(STUDENT);
      pipeline.receive(TestEvents.grade(731, 312, 2001, "9", START), NOW);

      // Then
      assertThat(pipeline.view(Views.GRADE)).containsOnlyKeys("1042~731/1042~311/1042~2001");
      pipeline.waitUnread(Duration.ofSeconds(2));
      assertThat(pipeline.view(Views.GRADE)).isEmpty();
      assertThat(pipeline.outs("canvas.state.latest-grade"))
          .extracting(PipelineDriver.Out::key, out -> out.text().isEmpty())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("1042~731/1042~311/1042~2001", false),
              org.assertj.core.groups.Tuple.tuple("1042~731/1042~311/1042~2001", true));
    }
  }

  @Test
  void anInstanceThatHasNotHeardYetKeepsThePersonOutAllTheSame() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      // Given
      pipeline.receive(TestEvents.grade(731, 311, 2001, "8", START), NOW);
      pipeline.forget(STUDENT);

      // When
      pipeline.restart(true);
      pipeline.receive(TestEvents.grade(731, 311, 2001, "9", START.plusSeconds(5)), NOW);

      // Then
      assertThat(pipeline.remembers(STUDENT)).isFalse();
    }
  }

  private static void receive(PipelineDriver pipeline, List<ToldEvent> events) {
    events.forEach(event -> pipeline.receive(event.json(), NOW));
    pipeline.waitUnread(Duration.ofSeconds(2));
  }

  /** Everybody the views may name. */
  private static Set<String> persons(List<ToldEvent> told) {
    Set<String> persons = new TreeSet<>();
    for (ToldEvent event : told) {
      event.actor().ifPresent(persons::add);
      for (ToldEvent.Told fact : event.facts()) {
        for (String field : List.of("user", "grader")) {
          if (fact.fields().get(field) instanceof String person) {
            persons.add(person);
          }
        }
      }
    }
    return persons;
  }

  /** The keys of records that were that person's at any time, though they don't say so. */
  private static Set<String> owned(String person, List<ToldEvent> told) {
    return told.stream()
        .flatMap(
            event ->
                event.facts().stream()
                    .filter(fact -> person.equals(fact.fields().get("user")))
                    .map(fact -> event.course() + "/" + fact.rest()))
        .collect(Collectors.toSet());
  }

  private static Map<String, JsonNode> without(
      String person, Set<String> owned, Map<String, ObjectNode> values) {
    Map<String, JsonNode> rest = new TreeMap<>();
    parsed(values)
        .forEach(
            (key, value) -> {
              boolean theirs =
                  person.equals(value.path("student").asText())
                      || person.equals(value.path("user").asText())
                      || owned.contains(key);
              if (!theirs) {
                untold(person, value);
                rest.put(key, value);
              }
            });
    return rest;
  }

  private static void untold(String person, JsonNode value) {
    if (value instanceof ObjectNode object) {
      TELLING.stream()
          .filter(field -> person.equals(object.path(field).asText()))
          .forEach(object::putNull);
      object.forEach(field -> untold(person, field));
    } else if (value instanceof ArrayNode list) {
      list.forEach(item -> untold(person, item));
    }
  }

  private static Map<String, JsonNode> published(PipelineDriver pipeline, View view) {
    Map<String, JsonNode> latest = new HashMap<>();
    for (PipelineDriver.Out out : pipeline.outs("canvas.state." + view.store())) {
      if (out.text().isEmpty()) {
        latest.remove(out.key());
      } else {
        latest.put(out.key(), parsed(out.text()));
      }
    }
    return latest;
  }

  private static Map<String, JsonNode> parsed(Map<String, ObjectNode> values) {
    Map<String, JsonNode> parsed = new TreeMap<>();
    values.forEach((key, value) -> parsed.put(key, parsed(value.toString())));
    return parsed;
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
