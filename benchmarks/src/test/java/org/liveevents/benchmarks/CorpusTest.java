package org.liveevents.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liveevents.benchmarks.corpus.Corpus;
import org.liveevents.benchmarks.corpus.CorpusSettings;
import org.liveevents.benchmarks.corpus.Delivery;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.Decoded;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.EventId;
import org.liveevents.event.IdRules;

/** What is measured with must itself be what it says. */
class CorpusTest {

  private static final CorpusSettings SETTINGS =
      CorpusSettings.of(7, 5000, Instant.parse("2026-09-01T08:00:00Z"));

  private final EnvelopeReader reader =
      new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1042));

  @Test
  void equalSettingsMakeEqualCorpora() {
    assertThat(Corpus.some(SETTINGS)).isEqualTo(Corpus.some(SETTINGS));
  }

  @Test
  void everyEventIsReadableAndDistinctAndOfAKnownKind() {
    Set<EventId> ids = new HashSet<>();
    Set<Long> sequences = new HashSet<>();
    for (Delivery delivery : Corpus.some(SETTINGS)) {
      Decoded decoded = reader.read(bytes(delivery));
      if (delivery.sequence() >= 0) {
        assertThat(decoded).isInstanceOf(Decoded.Event.class);
        Decoded.Event event = (Decoded.Event) decoded;
        assertThat(event.event().name().recognised()).isTrue();
        ids.add(event.event().id());
        sequences.add(delivery.sequence());
      } else {
        assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
      }
    }
    assertThat(sequences).hasSize(SETTINGS.events());
    assertThat(ids).hasSize(SETTINGS.events());
  }

  @Test
  void deliveriesComeInOrderOfArrivalButNotOfTime() {
    List<Delivery> deliveries = Corpus.some(SETTINGS);
    assertThat(deliveries).isSortedAccordingTo((a, b) -> Long.compare(a.arrival(), b.arrival()));
    assertThat(deliveries.stream().map(Delivery::sequence).toList())
        .isNotEqualTo(deliveries.stream().map(Delivery::sequence).sorted().toList());
  }

  @Test
  void anEventIsAboutAsLargeAsCanvasMakesIt() {
    double mean =
        Corpus.some(SETTINGS).stream()
            .mapToInt(delivery -> bytes(delivery).length)
            .average()
            .orElseThrow();
    assertThat(mean).isBetween(1000.0, 1400.0);
  }

  private static byte[] bytes(Delivery delivery) {
    return delivery.json().getBytes(StandardCharsets.UTF_8);
  }
}
