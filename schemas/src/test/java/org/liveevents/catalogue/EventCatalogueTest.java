package org.liveevents.catalogue;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.event.EventName;

class EventCatalogueTest {

  private static final EventCatalogue CATALOGUE = EventCatalogue.bundled();

  /** Seen from this module: {@code ../shared} beside the project. */
  private static final Path COLLECTED = Path.of("..", "..", "shared", "canvas-events");

  @Test
  void holdsEveryKnownNameOnce() {
    assertThat(names(known -> known.origin() == KnownEvent.Origin.DOCUMENTED)).hasSize(82);
    assertThat(names(known -> known.origin() == KnownEvent.Origin.SOURCE)).hasSize(17);
    assertThat(names(known -> known.origin() == KnownEvent.Origin.WIRE)).hasSize(21);
    assertThat(names(KnownEvent::inCaliper)).hasSize(32);
    assertThat(CATALOGUE.all()).hasSize(120);
  }

  @Test
  void agreesWithTheCollectedFactsWhereTheyAreAtHand() throws IOException {
    // Given
    JsonNode facts = collected("catalogue.json");

    // Then
    assertThat(names(known -> known.origin() == KnownEvent.Origin.DOCUMENTED))
        .isEqualTo(namesIn(facts.get("events"), event -> event.get("documented").booleanValue()));
    assertThat(names(known -> known.origin() == KnownEvent.Origin.SOURCE))
        .isEqualTo(namesIn(facts.get("events"), event -> !event.get("documented").booleanValue()));
    assertThat(names(known -> known.origin() == KnownEvent.Origin.WIRE))
        .isEqualTo(namesIn(facts.get("wire_only"), event -> true));
  }

  @Test
  void agreesWithTheCollectedCaliperFactsWhereTheyAreAtHand() throws IOException {
    // Given
    Set<String> collected = new HashSet<>();
    collected("caliper-catalogue.json")
        .get("events")
        .forEach(event -> collected.add(event.get("canvas_event").textValue()));

    // Then
    assertThat(names(KnownEvent::inCaliper)).isEqualTo(collected);
  }

  @Test
  void marksTheEventsThatHaveNoCourse() {
    assertThat(names(known -> !known.ofCourse()))
        .containsExactlyInAnyOrder(
            "account_created",
            "account_notification_created",
            "account_updated",
            "conversation_created",
            "conversation_forwarded",
            "conversation_message_created",
            "logged_in",
            "logged_out",
            "sis_batch_created",
            "sis_batch_updated",
            "user_account_association_created",
            "user_created",
            "user_updated");
  }

  @Test
  void recognisesItsNamesAlone() {
    // When
    EventName known = CATALOGUE.name("quiz_caliper.item_created");
    EventName unknown = CATALOGUE.name("Grade_Change");

    // Then
    assertThat(known).isEqualTo(new EventName("quiz_caliper.item_created", true));
    assertThat(unknown).isEqualTo(new EventName("Grade_Change", false));
    assertThat(CATALOGUE.find("Grade_Change")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {EventName.UNRECOGNIZED, EventName.NONE})
  void noEventIsCalledLikeOneOfOurOwnWords(String word) {
    assertThat(CATALOGUE.find(word)).isEmpty();
  }

  @Test
  void everyNameIsSafeInATopicNameAndAMetricLabel() {
    assertThat(CATALOGUE.all())
        .allSatisfy(known -> assertThat(known.name().text()).matches("[a-z0-9_.-]{1,64}"));
  }

  private static Set<String> names(Predicate<KnownEvent> which) {
    return CATALOGUE.all().stream()
        .filter(which)
        .map(known -> known.name().text())
        .collect(toSet());
  }

  private static Set<String> namesIn(JsonNode events, Predicate<JsonNode> which) {
    Set<String> names = new HashSet<>();
    for (JsonNode event : events) {
      if (which.test(event)) {
        names.add(event.get("event_name").textValue());
      }
    }
    return names;
  }

  private static JsonNode collected(String file) throws IOException {
    Path path = COLLECTED.resolve(file);
    assumeTrue(
        Files.isRegularFile(path), () -> "the collected facts are not beside the project: " + path);
    return new ObjectMapper().readTree(path.toFile());
  }
}
