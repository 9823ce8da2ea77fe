package org.liveevents.streams.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FrontierTest {

  private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

  private final Frontier frontier = new Frontier(Duration.ofSeconds(30), Instant.EPOCH);

  @Test
  void staysAGraceBehindTheLatestEventOnAGridOfOneSecond() {
    // When
    frontier.observe(NOON.plusMillis(999), NOON.plusSeconds(1));

    // Then
    assertThat(frontier.passed()).isEqualTo(NOON.minusSeconds(30));
  }

  @Test
  void trustsNoClockBeyondTheArrival() {
    // When
    frontier.observe(NOON.plusSeconds(200), NOON);

    // Then
    assertThat(frontier.passed()).isEqualTo(NOON.minusSeconds(30));
  }

  @Test
  void neverMovesBack() {
    // Given
    frontier.observe(NOON, NOON);

    // When
    frontier.observe(NOON.minusSeconds(600), NOON);
    frontier.passInclusive(NOON.minusSeconds(600));

    // Then
    assertThat(frontier.passed()).isEqualTo(NOON.minusSeconds(30));
  }

  @Test
  void anEventOnTheFrontierIsNotLate() {
    // When
    frontier.observe(NOON, NOON);

    // Then
    assertThat(frontier.hasPassed(NOON.minusSeconds(30))).isFalse();
    assertThat(frontier.hasPassed(NOON.minusSeconds(30).minusMillis(1))).isTrue();
  }

  @Test
  void anEventIsRipeAGraceAfterTheLaterOfItsTimeAndItsArrival() {
    assertThat(frontier.ripeAt(NOON, NOON.plusSeconds(7))).isEqualTo(NOON.plusSeconds(37));
    assertThat(frontier.ripeAt(NOON.plusSeconds(7), NOON)).isEqualTo(NOON.plusSeconds(37));
  }
}
