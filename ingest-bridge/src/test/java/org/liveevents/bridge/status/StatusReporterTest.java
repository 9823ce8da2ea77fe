package org.liveevents.bridge.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.liveevents.status.BridgeStatus;
import org.liveevents.status.BridgeStatus.SpoolLevel;
import org.liveevents.status.BridgeStatusJson;
import org.liveevents.status.DeactivationBudget;
import org.liveevents.status.Hours;

class StatusReporterTest {

  private static final Instant START = Instant.parse("2026-09-01T08:30:00Z");

  private final AtomicLong received = new AtomicLong();
  private final AtomicLong timeouts = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final List<BridgeStatus> told = new ArrayList<>();
  private final List<String> forgotten = new ArrayList<>();
  private final List<BridgeStatus> known = new ArrayList<>();
  private boolean complete;
  private Instant now = START;

  private final StatusReporter reporter =
      new StatusReporter(
          List.of(new Feed("webhook", "here:1", received::get, timeouts::get, errors::get)),
          new StatusReporter.Others() {
            @Override
            public boolean areKnown() {
              return complete;
            }

            @Override
            public Collection<BridgeStatus> all() {
              return known;
            }
          },
          this::tell,
          () -> Optional.of(new SpoolLevel(3, 4096)),
          Map.of("bridge", "1"),
          () -> now);

  @Test
  void tellsWhatCameInAndWentWrong() {
    // Given
    complete = true;
    received.set(5);
    timeouts.set(1);
    errors.set(2);

    // When
    reporter.report();

    // Then
    assertThat(told)
        .containsExactly(
            new BridgeStatus(
                "webhook",
                "here:1",
                START,
                Optional.of(START),
                Hours.none().plus(START, 5),
                Hours.none().plus(START, 1),
                Hours.none().plus(START, 2),
                Optional.of(new SpoolLevel(3, 4096)),
                Map.of("bridge", "1")));
  }

  @Test
  void tellsSoonAfterAChangeAndEveryMinuteWithoutOne() {
    // Given
    complete = true;
    reporter.report();

    // Then
    seconds(59);
    assertThat(told).hasSize(1);
    seconds(1);
    assertThat(told).hasSize(2);
    received.incrementAndGet();
    seconds(9);
    assertThat(told).hasSize(2);
    seconds(1);
    assertThat(told).hasSize(3);
  }

  @Test
  void goesOnWhereItEndedBeforeARestartAndTellsNothingBefore() {
    // Given
    errors.set(1);
    seconds(60);
    assertThat(told).isEmpty();

    // When
    known.add(status("here:1", START.minus(Duration.ofHours(1)), 100));
    known.add(status("gone:1", START.minus(Duration.ofHours(20)), 1000));
    complete = true;
    seconds(1);

    // Then
    assertThat(told.get(0).errors().since(Instant.EPOCH)).isEqualTo(101);
    assertThat(reporter.budget("webhook")).isEqualTo(new DeactivationBudget(0, 1101));
  }

  @Test
  void hasBridgesForgottenThatToldNothingForWeeks() {
    // Given
    complete = true;
    known.add(status("old:1", START.minus(Duration.ofDays(36)), 1));
    known.add(status("young:1", START.minus(Duration.ofDays(34)), 1));

    // When
    reporter.report();

    // Then
    assertThat(forgotten).containsExactly("webhook/old:1");
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusSeconds(1);
      reporter.report();
    }
  }

  private void tell(String key, Optional<byte[]> value) {
    value.ifPresentOrElse(
        bytes -> told.add(BridgeStatusJson.read(bytes).orElseThrow()), () -> forgotten.add(key));
  }

  private static BridgeStatus status(String instance, Instant at, long errors) {
    return new BridgeStatus(
        "webhook",
        instance,
        at,
        Optional.empty(),
        Hours.none(),
        Hours.none(),
        Hours.none().plus(at, errors),
        Optional.empty(),
        Map.of());
  }
}
