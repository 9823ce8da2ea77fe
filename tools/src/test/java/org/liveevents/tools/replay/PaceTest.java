package org.liveevents.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private long now = 1_000_000;
  private long slept;

  @Test
  void recordsAreSpreadEvenly() {
    Pace pace = pace(10);
    for (int i = 0; i < 50; i++) {
      pace.await(1);
    }
    assertThat(slept).isEqualTo(4_900_000_000L);
  }

  @Test
  void aBatchCountsWithAllItsRecords() {
    Pace pace = pace(10);
    pace.await(20);
    pace.await(1);
    assertThat(slept).isEqualTo(2_000_000_000L);
  }

  @Test
  void aPauseIsNotMadeUpFor() {
    Pace pace = pace(10);
    pace.await(1);
    now += 60_000_000_000L;
    pace.await(1);
    pace.await(1);
    assertThat(slept).isEqualTo(100_000_000L);
  }

  @Test
  void withoutALimitNothingWaits() {
    Pace pace = pace(0);
    pace.await(1_000_000);
    pace.await(1);
    assertThat(slept).isZero();
  }

  private Pace pace(double rate) {
    return new Pace(
        rate,
        () -> now,
        nanos -> {
          slept += nanos;
          now += nanos;
        });
  }
}
