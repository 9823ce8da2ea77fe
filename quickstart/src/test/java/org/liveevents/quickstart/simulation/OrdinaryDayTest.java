package org.liveevents.quickstart.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;

class OrdinaryDayTest {

  private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");
  private static final SimulationSettings SETTINGS =
      new SimulationSettings(7, 1500, NOW, Duration.ofSeconds(2));

  @Test
  void goesOnForAsLongAsIsLookedAtWithEventsOfTheMoment() {
    // Given
    OrdinaryDay day = new OrdinaryDay(SETTINGS);
    EnvelopeReader reader =
        new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(CanvasSimulation.SHARD));

    // When
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      List<Delivery> next = day.next(NOW.plusSeconds(i));
      assertThat(next).isNotEmpty();
      deliveries.addAll(next);
    }

    // Then
    assertThat(deliveries).hasSizeGreaterThan(500); // some come twice
    for (Delivery delivery : deliveries) {
      reader
          .read(delivery.payload().bytes())
          .fold(
              decoded ->
                  assertThat(decoded.event().time())
                      .isBetween(NOW, NOW.plus(Duration.ofMinutes(9))),
              rejected -> {
                throw new AssertionError(rejected.code() + " " + rejected.detail());
              });
    }
  }
}
