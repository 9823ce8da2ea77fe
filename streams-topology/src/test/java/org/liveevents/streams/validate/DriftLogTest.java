package org.liveevents.streams.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liveevents.event.EventId;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.Scope;
import org.liveevents.validate.Drift;

/** Whatever is sent, drift stays small and says nothing of anybody. */
class DriftLogTest {

  private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DriftLog log = new DriftLog(InstantSource.fixed(NOW), meters);

  @Test
  void countsByEventAndPlace() {
    // When
    log.found(event("grade_change", true), List.of(unknown("/body/mood"), unknown("/body/x")));
    log.found(event("grade_change", true), List.of(unknown("/body/mood")));
    log.found(
        event("grade_change", true), List.of(new Drift("/body/user_id", Drift.Kind.UNUSUAL_VALUE)));

    // Then
    assertThat(log.since()).isEqualTo(NOW);
    assertThat(log.lines())
        .containsExactlyInAnyOrder(
            new DriftLog.Line("canvas", "grade_change", "unknown_field", "/body/mood", 2),
            new DriftLog.Line("canvas", "grade_change", "unknown_field", "/body/x", 1),
            new DriftLog.Line("canvas", "grade_change", "unusual_value", "/body/user_id", 1));
    assertThat(meters.get("topology.drift").tag("kind", "unknown_field").counter().count())
        .isEqualTo(3);
  }

  @Test
  void anyNumberOfFieldsTakesBoundedRoomAndNoneIsLost() {
    // When
    for (int i = 0; i < 10_000; i++) {
      log.found(event("grade_change", true), List.of(unknown("/body/f" + i)));
    }

    // Then
    assertThat(log.lines()).hasSizeLessThanOrEqualTo(DriftLog.MOST_FIELDS + 1);
    assertThat(log.lines().stream().mapToLong(DriftLog.Line::count).sum()).isEqualTo(10_000);
    assertThat(log.lines()).extracting(DriftLog.Line::path).contains(DriftLog.OTHER);
    assertThat(meters.getMeters()).hasSize(1);
  }

  @Test
  void anyNumberOfEventNamesTakesBoundedRoomAndNoneIsLost() {
    // When
    for (int i = 0; i < 10_000; i++) {
      log.unknownEvent(event("made_up_" + i, false));
      log.unknownEvent(event("made up " + i, false));
    }

    // Then
    assertThat(log.lines()).hasSizeLessThanOrEqualTo(DriftLog.MOST_EVENTS + 1);
    assertThat(log.lines().stream().mapToLong(DriftLog.Line::count).sum()).isEqualTo(20_000);
    assertThat(meters.getMeters()).hasSize(1);
  }

  @Test
  void aNameThatIsLongOrNotPlainIsNotRepeated() {
    for (String name : List.of("jane@example.edu", "x".repeat(65), "", "4711", "a b", "<b>")) {
      log.found(event("grade_change", true), List.of(unknown("/body/" + name)));
    }
    assertThat(log.lines())
        .containsExactly(
            new DriftLog.Line("canvas", "grade_change", "unknown_field", "/body/(other)", 6));
  }

  private static Drift unknown(String path) {
    return new Drift(path, Drift.Kind.UNKNOWN_FIELD);
  }

  private static LiveEvent event(String name, boolean recognised) {
    EventId id = new EventId(1, 2);
    return new LiveEvent(
        PayloadFormat.CANVAS,
        new EventName(name, recognised),
        id,
        NOW,
        new Scope.None(id),
        "c.example.edu",
        false);
  }
}
