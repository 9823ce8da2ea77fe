package org.liveevents.bridge.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), new Random(1));

  @Test
  void doublesUpToItsLimitAndNeverPassesIt() {
    for (long full = 500; full < 30_000; full *= 2) {
      assertThat(backoff.afterFailure())
          .isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.afterFailure()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }
  }

  @Test
  void beginsAnewAfterASuccess() {
    // Given
    for (int i = 0; i < 10; i++) {
      assertThat(backoff.afterFailure()).isPositive();
    }

    // When
    backoff.reset();

    // Then
    assertThat(backoff.afterFailure()).isLessThanOrEqualTo(Duration.ofMillis(500));
  }
}
