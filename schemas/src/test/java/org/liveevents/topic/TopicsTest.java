package org.liveevents.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;

class TopicsTest {

  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

  @Test
  void theNamesOfTheContractStayAsTheyAre() {
    assertThat(TOPICS.raw()).isEqualTo("canvas.raw");
    assertThat(TOPICS.rejected()).isEqualTo("canvas.rejected");
    assertThat(TOPICS.bridgeStatus()).isEqualTo("canvas.bridge.status");
    assertThat(TOPICS.state("latest-grades")).isEqualTo("canvas.state.latest-grades");
    assertThat(TOPICS.typed(PayloadFormat.CANVAS, new EventName("grade_change", true)))
        .isEqualTo("canvas.events.grade_change");
    assertThat(TOPICS.typed(PayloadFormat.CALIPER, new EventName("grade_change", true)))
        .isEqualTo("canvas.caliper.grade_change");
  }

  @Test
  void namesTheCatalogueDoesNotKnowNeverBecomeTopicNames() {
    // Given
    EventName name = EventCatalogue.bundled().name("../../etc/passwd");

    // Then
    assertThat(TOPICS.typed(PayloadFormat.CANVAS, name)).isEqualTo("canvas.events.unrecognized");
    assertThat(TOPICS.typed(PayloadFormat.CALIPER, name)).isEqualTo("canvas.caliper.unrecognized");
  }

  @Test
  void everyCatalogueNameFitsATopicNameBehindTheLongestPrefix() {
    // Given
    Topics topics = new Topics("p".repeat(80));

    // Then
    assertThat(EventCatalogue.bundled().all())
        .extracting(KnownEvent::name)
        .extracting(name -> topics.typed(PayloadFormat.CALIPER, name))
        .allMatch(topic -> topic.matches("[a-zA-Z0-9._-]{1,249}"))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "\u00E4", "a\n", "a:b"})
  void refusesPrefixesKafkaWouldRefuse(String prefix) {
    assertThatThrownBy(() -> new Topics(prefix)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesALongPrefix() {
    assertThatThrownBy(() -> new Topics("p".repeat(81)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
