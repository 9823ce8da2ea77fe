package org.liveevents.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.GRACE;
import static org.liveevents.streams.topology.PipelineDriver.START;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.streams.topology.PipelineDriver.Out;

/** G3 and G4: how events wait, leave in order, and when they count as late or from the future. */
class ReorderTest {

  private final PipelineDriver pipeline = new PipelineDriver();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void releasesEventsInEventTimeOrderWithinTheGrace() {
    // Given
    Instant first = START;
    Instant second = START.plusSeconds(5);

    // When
    pipeline.receive(TestEvents.read(1, 2, second), START.plusSeconds(6));
    pipeline.receive(TestEvents.read(1, 1, first), START.plusSeconds(7));
    passWatermarkOver(second);

    // Then
    assertThat(times()).startsWith(first, second);
    assertThat(pipeline.typed()).noneMatch(out -> out.headers().containsKey("ce_late"));
  }

  @Test
  void keepsTwoEventsOfOneMillisecondApart() {
    // When
    pipeline.receive(TestEvents.read(1, 1, START), START);
    pipeline.receive(TestEvents.read(1, 2, START), START);
    pipeline.receive(TestEvents.read(2, 3, START), START);
    passWatermarkOver(START);

    // Then
    assertThat(times().stream().filter(START::equals)).hasSize(3);
    assertThat(ids(START)).isSorted();
  }

  @Test
  void releasesOnlyWhatTheWatermarkHasPassed() {
    // When
    pipeline.receive(TestEvents.read(1, 1, START), START);
    pipeline.receive(TestEvents.read(1, 2, START.plusSeconds(20)), START.plusSeconds(20));
    pipeline.receive(TestEvents.read(1, 3, START.plusSeconds(32)), START.plusSeconds(32));

    // Then
    assertThat(times()).containsExactly(START);
  }

  @Test
  void forwardsALateEventAtOnceAndMarksIt() {
    // Given
    pipeline.receive(TestEvents.read(1, 1, START.plusSeconds(60)), START.plusSeconds(60));
    passWatermarkOver(START.plusSeconds(60));
    int before = pipeline.typed().size();

    // When
    pipeline.receive(TestEvents.read(1, 2, START), START.plusSeconds(100));

    // Then
    List<Out> after = pipeline.typed().subList(before, pipeline.typed().size());
    assertThat(after).hasSize(1);
    assertThat(after.get(0).headers()).containsEntry("ce_late", "true");
    assertThat(pipeline.ledgerTotal().late()).isEqualTo(1);
  }

  @Test
  void holdsNothingLongerThanTheGraceWhenTrafficStops() {
    // Given
    pipeline.receive(TestEvents.read(1, 1, START), START.plusSeconds(1));

    // When
    pipeline.idleUntil(START.plusSeconds(31));
    List<Out> tooEarly = pipeline.typed();
    pipeline.idleUntil(START.plusSeconds(32));

    // Then
    assertThat(tooEarly).isEmpty();
    assertThat(pipeline.typed()).hasSize(1);
    assertThat(pipeline.ledgerTotal().pending()).isZero();
  }

  @Test
  void doesNotTrustTheWallClockWhileUnreadRecordsMayStillCome() {
    // Given
    pipeline.receive(TestEvents.read(1, 1, START.plusSeconds(10)), START.plusSeconds(10));

    // When: a long pause, and then a record that arrived in the middle of it
    pipeline.waitUnread(Duration.ofHours(1));
    pipeline.receive(TestEvents.read(1, 2, START.plusSeconds(5)), START.plusSeconds(20));

    // Then
    assertThat(pipeline.ledgerTotal().late()).isZero();
    assertThat(pipeline.ledgerTotal().pending()).isEqualTo(2);
  }

  @Test
  void anEventWaitsForItsOwnSkewToo() {
    // Given: a sender four minutes ahead
    Instant ahead = START.plus(Duration.ofMinutes(4));
    pipeline.receive(TestEvents.read(1, 1, ahead), START);

    // When
    pipeline.idleUntil(ahead.plus(GRACE));
    boolean held = pipeline.typed().isEmpty();
    pipeline.idleUntil(ahead.plus(GRACE).plusSeconds(1));

    // Then
    assertThat(held).isTrue();
    assertThat(pipeline.typed()).hasSize(1);
  }

  @Test
  void oneClockInTheFutureMakesNobodyElseLate() {
    // Given
    Instant farAhead = START.plus(Duration.ofDays(3650));
    Instant slightlyAhead = START.plus(Duration.ofMinutes(4));

    // When
    pipeline.receive(TestEvents.read(1, 1, farAhead), START);
    pipeline.receive(TestEvents.read(1, 2, slightlyAhead), START);
    pipeline.receive(TestEvents.read(1, 3, START), START.plusSeconds(1));
    passWatermarkOver(START.plusSeconds(40));

    // Then
    assertThat(pipeline.typed()).noneMatch(out -> out.headers().containsKey("ce_late"));
    Out future = pipeline.typed().get(0);
    assertThat(future.headers()).containsEntry("ce_future", "true");
    assertThat(future.timestamp()).isEqualTo(START.toEpochMilli());
    assertThat(pipeline.ledgerTotal().future()).isEqualTo(1);
  }

  @Test
  void aGapInTrafficReleasesWhatWaitedBeforeTheNextIsJudged() {
    // Given
    pipeline.receive(TestEvents.read(1, 1, START), START);

    // When: the next record arrives an hour later and is older than the first
    pipeline.receive(TestEvents.read(1, 2, START.minusSeconds(1)), START.plus(Duration.ofHours(1)));

    // Then: in a replay just as if a tick had come in between
    assertThat(times()).containsExactly(START, START.minusSeconds(1));
    assertThat(pipeline.typed().get(1).headers()).containsEntry("ce_late", "true");
  }

  @Test
  void aMonthOfHistoryFlowsWithoutTheWallClock() {
    // When
    for (int hour = 0; hour < 24 * 30; hour++) {
      Instant time = START.plus(Duration.ofHours(hour));
      pipeline.receive(TestEvents.read(1, hour, time), time);
    }

    // Then
    assertThat(pipeline.typed()).hasSize(24 * 30 - 1);
    assertThat(times()).isSorted();
  }

  private void passWatermarkOver(Instant time) {
    Instant beyond = time.plus(GRACE).plusSeconds(2);
    pipeline.receive(TestEvents.read(99, 9999, beyond), beyond);
  }

  private List<Instant> times() {
    return pipeline.typed().stream()
        .map(out -> Instant.parse(out.headers().get("ce_time")))
        .toList();
  }

  private List<String> ids(Instant at) {
    return pipeline.typed().stream()
        .filter(out -> Instant.parse(out.headers().get("ce_time")).equals(at))
        .map(out -> out.headers().get("ce_id"))
        .toList();
  }
}
