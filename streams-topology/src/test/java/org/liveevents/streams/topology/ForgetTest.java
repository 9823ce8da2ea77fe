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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;

/** Whoever is forgotten is in no view, no history and no state topic, whatever comes when. */
class ForgetTest {

  private static final int HAPPENINGS = 150;
  private static final Instant NOW = START.plus(Duration.ofHours(2));
  private static final String STUDENT = "1042~2001";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OF_STUDENTS =
      Set.of("latest-grade", "submission", "quiz-submission", "course-progress", "course-score");
  private static final Set<String> TELLING = Set.of("grader", "associated_user");

  static List<Long> seeds() {
    return Histories.seeds(2);
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

    // When
    Seen never = seen(person, then, pipeline -> receive(pipeline, sent));
    List<Seen> forgetful =
        List.of(
            seen(
                person,
                then,
                before -> {
                  before.forget(person);
                  receive(before, sent);
                }),
            seen(
                person,
                then,
                meanwhile -> {
                  receive(meanwhile, sent.subList(0, moment));
                  meanwhile.forget(person);
                  receive(meanwhile, sent.subList(moment, sent.size()));
                }),
            seen(
                person,
                then,
                after -> {
                  receive(after, sent);
                  after.forget(person);
                  receive(after, sent);
                }));

    // Then
    assertThat(never.remembers()).as(what).isTrue();
    for (Seen pipeline : forgetful) {
      assertThat(pipeline.remembers()).as(what).isFalse();
      never
          .views()
          .forEach(
              (view, values) -> {
                Map<String, JsonNode> expected = without(person, values);
                assertThat(pipeline.views().get(view)).as(view + what).isEqualTo(expected);
                assertThat(pipeline.topics().get(view)).as(view + what).isEqualTo(expected);
              });
      never
          .asOf()
          .forEach(
              (view, values) ->
                  assertThat(pipeline.asOf().get(view))
                      .as(view + " as of " + then + what)
                      .isEqualTo(without(person, values)));
      assertThat(pipeline.activity()).as(what).isEqualTo(never.activity());
    }
  }

  /** Everything there is to see of a pipeline, by view. */
  private record Seen(
      Map<String, Map<String, JsonNode>> views,
      Map<String, Map<String, JsonNode>> topics,
      Map<String, Map<String, JsonNode>> asOf,
      Map<String, JsonNode> activity,
      boolean remembers) {}

  private static Seen seen(String person, Instant then, Consumer<PipelineDriver> story) {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      story.accept(pipeline);
      Map<String, Map<String, JsonNode>> views = new TreeMap<>();
      Map<String, Map<String, JsonNode>> topics = new TreeMap<>();
      Map<String, Map<String, JsonNode>> asOf = new TreeMap<>();
      for (View view : Views.all()) {
        views.put(view.store(), parsed(pipeline.view(view)));
        topics.put(view.store(), published(pipeline, view));
        if (view.hasVersions()) {
          asOf.put(view.store(), parsed(pipeline.view(view, then)));
        }
      }
      return new Seen(views, topics, asOf, parsed(pipeline.activity()), pipeline.remembers(person));
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

  /** Those whom the views certainly name: students who have something of their own, and graders. */
  private static Set<String> persons(List<ToldEvent> told) {
    Set<String> persons = new TreeSet<>();
    for (ToldEvent event : told) {
      for (ToldEvent.Told fact : event.facts()) {
        if (event.named() && OF_STUDENTS.contains(fact.view())) {
          persons.add(fact.rest().substring(fact.rest().lastIndexOf('/') + 1));
        }
        if (event.named() && fact.fields().get("grader") instanceof String grader) {
          persons.add(grader);
        }
      }
    }
    return persons;
  }

  private static Map<String, JsonNode> without(String person, Map<String, JsonNode> values) {
    Map<String, JsonNode> rest = new TreeMap<>();
    values.forEach(
        (key, found) -> {
          JsonNode value = found.deepCopy();
          boolean theirs =
              person.equals(value.path("student").asText())
                  || person.equals(value.path("user").asText());
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
