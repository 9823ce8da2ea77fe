package org.liveevents.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FrontierTest {

  private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

  private final Frontier frontier = new Frontier(Duration.ofSeconds(30), Long.MIN_VALUE);

  @Test
  void staysAGraceBehindTheLatestEventOnAGridOfOneSecond() {
    // When
    frontier.observe(at(0, 999), at(1, 0));

    // Then
    assertThat(frontier.passed()).isEqualTo(at(-30, 0));
  }

  @Test
  void trustsNoClockBeyondTheArrival() {
    // When
    frontier.observe(at(200, 0), at(0, 0));

    // Then
    assertThat(frontier.passed()).isEqualTo(at(-30, 0));
  }

  @Test
  void neverMovesBack() {
    // Given
    frontier.observe(at(0, 0), at(0, 0));

    // When
    frontier.observe(at(-600, 0), at(0, 0));
    frontier.passInclusive(at(-600, 0));

    // Then
    assertThat(frontier.passed()).isEqualTo(at(-30, 0));
  }

  @Test
  void anEventOnTheFrontierIsNotLate() {
    // When
    frontier.observe(at(0, 0), at(0, 0));

    // Then
    assertThat(frontier.hasPassed(at(-30, 0))).isFalse();
    assertThat(frontier.hasPassed(at(-30, 0) - 1)).isTrue();
  }

  @Test
  void timeSpentCountsAStepLaterThanTheWatermark() {
    assertThat(Frontier.stepBehind(at(7, 999))).isEqualTo(at(6, 0));
    assertThat(Frontier.stepBehind(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
  }

  private static long at(int seconds, int millis) {
    return NOON.plusSeconds(seconds).plusMillis(millis).toEpochMilli();
  }
}
