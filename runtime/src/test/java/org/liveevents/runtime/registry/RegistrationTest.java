package org.liveevents.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.topic.Topics;

/** Bringing schemas into a registry: once, at the right level, and nothing that breaks anybody. */
class RegistrationTest {

  private static final String GRADES = "canvas.events.grade_change-value";

  private final FakeRegistry server = FakeRegistry.start();
  private final SchemaRegistry registry =
      new SchemaRegistry(
          new RegistrySettings(
              List.of(server.url()), Optional.empty(), TlsSettings.NONE, Compatibility.FORWARD));
  private final List<TopicSchema> schemas = PipelineSchemas.of(new Topics("canvas"));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void everyTypedAndStateTopicHasASchemaButTheUnrecognized() {
    // Given
    Topics topics = new Topics("canvas");

    // Then
    assertThat(schemas)
        .extracting(TopicSchema::topic)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    new PipelineTopics(topics, 1, 1)
                        .typed(EventCatalogue.bundled()).stream()
                            .map(TopicSpec::name)
                            .filter(topic -> !topic.endsWith(EventName.UNRECOGNIZED)),
                    SchemaCatalogue.bundled().states().stream()
                        .map(state -> topics.state(state.store())))
                .toList());
  }

  @Test
  void everySubjectIsRegisteredAndHeldToTheLevel() throws InterruptedException {
    // When
    Registration.Outcome outcome = at(Compatibility.FORWARD).register(schemas);

    // Then
    assertThat(outcome.refused()).isEmpty();
    assertThat(outcome.ids()).hasSameSizeAs(schemas);
    assertThat(registry.subjects()).hasSameSizeAs(schemas).contains(GRADES);
    assertThat(server.levels()).hasSameSizeAs(schemas).containsEntry(GRADES, "FORWARD");
    assertThat(server.versions(GRADES)).hasSize(1);
  }

  @Test
  void whatTheRegistryHasIsOnlyLookedUp() throws InterruptedException {
    // Given
    Map<String, Integer> first = at(Compatibility.FORWARD).register(schemas).ids();
    server.forgetRequests();

    // When
    Map<String, Integer> second = at(Compatibility.FORWARD).register(schemas).ids();

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(server.requests())
        .hasSize(2 * schemas.size())
        .allMatch(request -> request.matches("POST /subjects/[^/]+|GET /config/.+"));
  }

  @Test
  void whatAnotherInstanceRegistersAtTheSameMomentIsNoConflict() throws InterruptedException {
    // Given
    server.letOthersBeFaster();

    // When
    Registration.Outcome outcome = at(Compatibility.FORWARD).register(schemas);

    // Then
    assertThat(outcome.refused()).isEmpty();
    assertThat(outcome.ids()).hasSameSizeAs(schemas);
    assertThat(server.levels()).hasSameSizeAs(schemas);
  }

  @Test
  void aVersionWithOneMoreFieldFollows() throws InterruptedException {
    // Given
    at(Compatibility.FORWARD).register(schemas);
    TopicSchema edited = grades("properties", "brand_new");

    // When
    Registration.Outcome outcome = at(Compatibility.FORWARD).register(List.of(edited));

    // Then
    assertThat(outcome.refused()).isEmpty();
    assertThat(server.versions(GRADES)).hasSize(2);
  }

  @Test
  void aBreakingVersionIsRefusedByNameBeforeTheRegistryIsAsked() throws InterruptedException {
    // Given
    at(Compatibility.FORWARD).register(schemas);
    TopicSchema edited = grades("properties", "brand_new");
    edited.schema().withArray("required").add("brand_new");

    // When
    Registration.Outcome outcome = at(Compatibility.FORWARD).register(List.of(edited));

    // Then
    assertThat(outcome.ids()).isEmpty();
    assertThat(outcome.refused())
        .containsOnlyKeys(GRADES)
        .hasEntrySatisfying(GRADES, why -> assertThat(why).contains("brand_new is now required"));
    assertThat(server.versions(GRADES)).hasSize(1);
  }

  @Test
  void aBreakIsMadeWhereItIsWantedAndTheLevelStandsAgainAfterwards() throws InterruptedException {
    // Given
    at(Compatibility.FORWARD).register(schemas);
    TopicSchema edited = grades("properties", "brand_new");
    edited.schema().withArray("required").add("brand_new");

    // When
    Registration.Outcome outcome = at(Compatibility.FORWARD).breaking().register(List.of(edited));

    // Then
    assertThat(outcome.refused()).isEmpty();
    assertThat(server.versions(GRADES)).hasSize(2);
    assertThat(server.levels()).containsEntry(GRADES, "FORWARD");
  }

  @Test
  void anUnreachableRegistryEndsTheWhole() {
    // Given
    server.refuse(503);

    // Then
    assertThatThrownBy(() -> at(Compatibility.FORWARD).register(schemas))
        .isInstanceOf(RegistryException.class);
  }

  private Registration at(Compatibility level) {
    return Registration.at(registry, level);
  }

  /** The schema of grade changes, with one more member of that keyword. */
  private static TopicSchema grades(String keyword, String member) {
    ObjectNode schema =
        SchemaCatalogue.bundled().find(PayloadFormat.CANVAS, "grade_change").orElseThrow().plain();
    schema.withObject("/" + keyword).putObject(member).put("type", "string");
    return new TopicSchema("canvas.events.grade_change", schema);
  }
}
