package org.liveevents.streams.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PulseTest {

  private static final Instant NOW = Instant.parse("2026-08-10T12:00:03Z");
  private static final long MILLIS = NOW.toEpochMilli();

  private final Pulse pulse = new Pulse();

  @Test
  void countsBySlotOfTenSeconds() {
    // When
    pulse.received("sqs", MILLIS, MILLIS);
    pulse.received("sqs", MILLIS, MILLIS + 6_999);
    pulse.received("webhook", MILLIS, MILLIS + 7_000);
    pulse.forwarded("caliper", "grade", MILLIS, MILLIS + 7_000);

    // Then
    List<Beat> beats = pulse.since(Instant.EPOCH, NOW.plusSeconds(10));
    assertThat(beats)
        .extracting(Beat::at)
        .containsExactly(
            Instant.parse("2026-08-10T12:00:00Z"), Instant.parse("2026-08-10T12:00:10Z"));
    assertThat(beats)
        .extracting(Beat::received)
        .containsExactly(Map.of("sqs", 2L), Map.of("webhook", 1L));
    assertThat(beats.get(1).forwarded()).isEqualTo(Map.of("caliper/grade", 1L));
  }

  @Test
  void forgetsWhatIsOlderThanAnHour() {
    // Given
    long later = MILLIS;
    for (int i = 0; i < 1_000; i++) {
      pulse.received("sqs", later, later);
      later += Pulse.SLOT.toMillis();
    }

    // Then
    List<Beat> beats = pulse.since(Instant.EPOCH, Instant.ofEpochMilli(later));
    assertThat(beats).hasSizeLessThanOrEqualTo(361);
    assertThat(beats.get(0).at())
        .isAfterOrEqualTo(Instant.ofEpochMilli(later).minus(Pulse.MEMORY).minus(Pulse.SLOT));
  }

  @Test
  void tellsNothingOfAnHourInWhichNothingCame() {
    pulse.received("sqs", MILLIS, MILLIS);

    assertThat(pulse.since(Instant.EPOCH, NOW.plus(Duration.ofHours(2)))).isEmpty();
  }

  @Test
  void staysSmallWhateverTheSourceIsCalled() {
    // When
    for (int i = 0; i < 1_000; i++) {
      pulse.received("source " + i, MILLIS, MILLIS);
    }

    // Then
    assertThat(pulse.since(Instant.EPOCH, NOW).get(0).received()).isEqualTo(Map.of("other", 1000L));
  }

  @ParameterizedTest
  @ValueSource(longs = {-5, 0, 1, 2, 3, 7, 40, 999, 30_000, 3_600_000, Long.MAX_VALUE / 2})
  void tellsADelayToWithinAFifth(long delay) {
    // When
    pulse.received("sqs", MILLIS - delay, MILLIS);

    // Then
    double told = pulse.since(Instant.EPOCH, NOW).get(0).processing().get(0).upTo();
    double longest = Math.min((double) Math.max(1, delay), Math.pow(2, 103 / 4.0));
    assertThat(told).isBetween(longest * 0.99, longest * 1.2);
  }
}
