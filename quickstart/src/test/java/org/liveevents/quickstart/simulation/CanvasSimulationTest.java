package org.liveevents.quickstart.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.envelope.Decoded;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.EventName;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.RejectionCode;
import org.liveevents.quickstart.simulation.Expectation.TypedTopic;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.validate.EventValidator;

class CanvasSimulationTest {

  private static final Instant END = Instant.parse("2026-09-14T12:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final SimulationSettings SETTINGS = new SimulationSettings(7, 3000, END, GRACE);

  private final EnvelopeReader reader =
      new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(World.SHARD));

  @Test
  void theSameSeedGivesTheSameBytesAndTheSameExpectation() {
    // When
    Plan one = CanvasSimulation.plan(SETTINGS);
    Plan two = CanvasSimulation.plan(SETTINGS);

    // Then
    assertThat(two).isEqualTo(one);
  }

  @Test
  void anotherSeedGivesOtherEvents() {
    // When
    Plan other = CanvasSimulation.plan(new SimulationSettings(8, 3000, END, GRACE));

    // Then
    assertThat(other.waves()).isNotEqualTo(CanvasSimulation.plan(SETTINGS).waves());
  }

  @Test
  void everyEventIsReadAsWhatTheSimulationMeant() {
    for (SimulatedEvent meant : everything(History.of(SETTINGS, new Random(7)))) {
      // When
      LiveEvent event = read(meant.json());

      // Then
      assertThat(event.format()).isEqualTo(meant.format());
      assertThat(event.name().label()).isEqualTo(meant.label());
      assertThat(event.time()).isEqualTo(meant.time());
      meant.scope().ifPresent(scope -> assertThat(event.scope().key()).isEqualTo(scope));
    }
  }

  @Test
  void everyEventKeepsItsSchemaInEverySpelling() {
    EventValidator validator = EventValidator.of(SchemaCatalogue.bundled());
    for (SimulatedEvent event : everything(History.of(SETTINGS, new Random(7)))) {
      for (String spelling : List.of(event.json(), Respelling.of(event.json(), 11))) {
        assertThat(
                validator
                    .check(event.format(), event.label(), spelling.getBytes(UTF_8))
                    .violations())
            .as(event.label())
            .isEmpty();
      }
    }
  }

  @Test
  void everyNameOfTheCatalogueOccurs() {
    // When
    Set<TypedTopic> topics = CanvasSimulation.plan(SETTINGS).expectation().typed().keySet();

    // Then
    for (KnownEvent known : EventCatalogue.bundled().all()) {
      assertThat(topics).contains(new TypedTopic(PayloadFormat.CANVAS, known.name().text()));
    }
    assertThat(topics).contains(new TypedTopic(PayloadFormat.CANVAS, EventName.UNRECOGNIZED));
  }

  @Test
  void aRespelledEventIsOtherTextAndTheSameEvent() {
    for (SimulatedEvent event : everything(History.of(SETTINGS, new Random(7)))) {
      // When
      String respelled = Respelling.of(event.json(), 11);

      // Then
      assertThat(respelled).isNotEqualTo(event.json());
      assertThat(read(respelled).id()).isEqualTo(read(event.json()).id());
    }
  }

  @Test
  void everyMalformedPayloadEarnsItsCode() {
    // When
    List<Malformed.Expected> malformed = Malformed.all(END);

    // Then
    for (Malformed.Expected expected : malformed) {
      RejectionCode code =
          reader
              .read(expected.delivery().payload().bytes())
              .fold(event -> RejectionCode.INTERNAL, Decoded.Rejected::code);
      assertThat(code).isEqualTo(expected.code());
    }
    assertThat(malformed.stream().map(Malformed.Expected::code).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            RejectionCode.EMPTY,
            RejectionCode.TOO_LARGE,
            RejectionCode.NOT_UTF8,
            RejectionCode.NOT_JSON,
            RejectionCode.TOO_DEEP,
            RejectionCode.NOT_AN_EVENT,
            RejectionCode.NO_EVENT_NAME,
            RejectionCode.NO_EVENT_TIME,
            RejectionCode.BAD_EVENT_TIME,
            RejectionCode.CALIPER_NOT_AN_EVENT);
  }

  @Test
  void noOrderOfArrivalWithinAWaveMakesAnEventLate() {
    // When
    List<List<SimulatedEvent>> waves = History.of(SETTINGS, new Random(7)).waves();

    // Then
    for (int i = 0; i < waves.size(); i++) {
      Instant first = waves.get(i).get(0).time();
      Instant last = waves.get(i).get(waves.get(i).size() - 1).time();
      assertThat(Duration.between(first, last)).isLessThan(GRACE.dividedBy(2));
      assertThat(last).isBefore(END);
      if (i > 0) {
        List<SimulatedEvent> before = waves.get(i - 1);
        assertThat(Duration.between(before.get(before.size() - 1).time(), first))
            .isGreaterThan(GRACE.multipliedBy(2));
      }
    }
  }

  @Test
  void countsEveryDeliveryOnce() {
    // Given
    Plan plan = CanvasSimulation.plan(SETTINGS);
    Set<Object> seen = new HashSet<>();
    int records = 0;

    // When
    for (Wave wave : plan.waves()) {
      for (Delivery delivery : wave.deliveries()) {
        List<byte[]> events = Received.events(delivery.payload());
        for (byte[] event : events) {
          boolean taken =
              reader
                  .read(event)
                  .fold(
                      decoded -> {
                        seen.add(decoded.event().id());
                        return true;
                      },
                      rejected -> false);
          records += taken ? 1 : 0;
        }
      }
    }

    // Then
    Expectation expectation = plan.expectation();
    assertThat(records).isEqualTo(expectation.received());
    assertThat(seen).hasSize(expectation.distinct());
    assertThat(expectation.duplicates()).isBetween(300, 900);
    assertThat(expectation.late()).hasSizeBetween(20, 40);
    assertThat(expectation.future()).hasSize(8);
    assertThat(expectation.grades()).hasSizeGreaterThan(100);
    assertThat(expectation.progress()).hasSizeGreaterThan(50);
  }

  private LiveEvent read(String json) {
    return reader
        .read(Payload.of(json).bytes())
        .fold(
            Decoded.Event::event,
            rejected -> {
              throw new AssertionError(rejected.toString());
            });
  }

  private static List<SimulatedEvent> everything(History history) {
    return history.waves().stream().flatMap(List::stream).toList();
  }
}
