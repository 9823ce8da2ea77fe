package org.liveevents.streams.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liveevents.event.CanvasId;
import org.liveevents.event.EventId;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.Scope;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.ledger.Lines;

class HeldEventsTest {

  private static final long NOON = Instant.parse("2026-09-01T12:00:00Z").toEpochMilli();
  private static final int OVERHEAD = 700;
  private static final long SEED = Long.getLong("seed", new Random().nextLong());

  private final HeldEvents held = new HeldEvents();
  private final Lines lines = new Lines();
  private long offset;

  @Test
  void letsGoInTheOrderOfTimeAndIdWhateverCameFirst() {
    // Given
    hold(1200, 5);
    hold(900, 9);
    hold(1200, 2);
    hold(1100, 7);
    hold(-1, 1);

    // When, Then
    assertThat(passed(NOON + 1200)).containsExactly(1, 9, 7);
    assertThat(held.size()).isEqualTo(2);
    assertThat(passed(NOON + 1201)).containsExactly(2, 5);
    assertThat(held.size()).isZero();
    assertThat(held.bytes()).isZero();
  }

  @Test
  void takesInMoreOfASecondThatHasBeenSortedOrHalfLeft() {
    // Given
    hold(300, 3);
    hold(100, 1);
    hold(700, 7);
    assertThat(passed(NOON + 200)).containsExactly(1);

    // When
    hold(500, 5);
    hold(400, 4);

    // Then
    assertThat(passed(NOON + 1000)).containsExactly(3, 4, 5, 7);
  }

  @Test
  void knowsWhoWaitsAndHowMuchTheyTake() {
    // When
    hold(100, 1);
    hold(2500, 2);

    // Then
    assertThat(held.find(id(1))).isNotNull();
    assertThat(held.find(id(3))).isNull();
    assertThat(held.bytes()).isEqualTo(2 * (OVERHEAD + 2));
    assertThat(held.endOfFirstSecond()).isEqualTo(NOON + 1000);
    assertThat(passed(NOON + 1000)).containsExactly(1);
    assertThat(held.find(id(1))).isNull();
    assertThat(held.bytes()).isEqualTo(OVERHEAD + 2);
    assertThat(held.endOfFirstSecond()).isEqualTo(NOON + 3000);
  }

  @Test
  void theOldestIsTheOneThatCameFirstOfThoseStillThere() {
    // Given
    hold(900, 1);
    hold(100, 2);
    hold(200, 3);

    // When, Then
    assertThat(held.oldest().orElseThrow().id).isEqualTo(id(1));
    passed(NOON + 150);
    assertThat(held.oldest().orElseThrow().id).isEqualTo(id(1));
    passed(NOON + 1000);
    assertThat(held.oldest()).isEmpty();
  }

  @Test
  void theLatestRipeIsTheLatestInTimeOfThoseWhoWaitedLongEnough() {
    // Given: ripe a minute after their times
    hold(500, 1);
    hold(100, 2);
    hold(700, 3);

    // When, Then
    assertThat(held.latestRipe(NOON + 60_100)).isEmpty();
    assertThat(held.latestRipe(NOON + 60_501)).hasValue(NOON + 500);
    assertThat(held.latestRipe(NOON + 60_501)).isEmpty();
    passed(NOON + 701);
    assertThat(held.latestRipe(NOON + 90_000)).isEmpty();
  }

  @Test
  void whoIsRipeIsFoundInWhateverOrderTheyCame() {
    // Given: clocks that go back, and some that are ahead
    Random random = new Random(SEED);
    Ripening ripening = new Ripening();
    List<HeldEvent> waiting = new ArrayList<>();
    long clock = NOON;

    for (int i = 0; i < 20_000; i++) {
      // When
      long arrival = clock + random.nextInt(3000) - 1000;
      clock = Math.max(clock, arrival);
      long ahead = random.nextInt(50) == 0 ? random.nextInt(300_000) : -random.nextInt(20_000);
      HeldEvent event = event(arrival + ahead, i, Math.max(arrival, arrival + ahead), clock);
      ripening.add(event);
      waiting.add(event);
      long now = clock - random.nextInt(5000) + 60_000;
      Set<HeldEvent> ripe = new HashSet<>();
      if (random.nextInt(20) == 0) {
        for (HeldEvent one = ripening.next(now); one != null; one = ripening.next(now)) {
          ripe.add(one);
        }

        // Then
        assertThat(ripe)
            .as("-Dseed=%d", SEED)
            .containsExactlyInAnyOrderElementsOf(
                waiting.stream().filter(one -> one.ripeAt < now).toList());
        waiting.removeAll(ripe);
        assertThat(ripening.size()).isEqualTo(waiting.size());
      }
    }
  }

  @Test
  void countsThoseWhoWaitByTheirLine() {
    // When
    hold(100, 1);
    hold(200, 2);

    // Then
    assertThat(held.countByLine()).hasSize(1).containsValue(2L);
  }

  @Test
  void forgetsHusksOfManyThatHaveLeft() {
    // Given
    for (int i = 0; i < 5000; i++) {
      hold(i, i);
    }
    HeldEvent last = hold(9000, 9000);

    // When
    List<Integer> left = passed(NOON + 5000);

    // Then
    assertThat(left).hasSize(5000);
    assertThat(held.oldest()).contains(last);
    assertThat(held.latestRipe(NOON + 100_000)).hasValue(NOON + 9000);
  }

  @Test
  void anEventLeavesOnce() {
    // Given
    HeldEvent event = hold(100, 1);

    // When
    passed(NOON + 101);

    // Then
    assertThat(event.hasLeft()).isTrue();
    assertThat(event.bytes()).isZero();
    assertThatThrownBy(event::leave).isInstanceOf(IllegalStateException.class);
  }

  /** The ids of those that leave. */
  private List<Integer> passed(long to) {
    Frontier frontier = new Frontier(Duration.ofSeconds(30), Long.MIN_VALUE);
    frontier.passTo(to);
    List<Integer> left = new ArrayList<>();
    held.releasePassed(
        frontier,
        event -> {
          left.add((int) event.id.low());
          event.leave();
        });
    return left;
  }

  private HeldEvent hold(long millis, int id) {
    HeldEvent event = event(NOON + millis, id, NOON + millis, NOON + millis);
    held.hold(event);
    return event;
  }

  /** One that is ripe a minute after the later of its time and arrival. */
  private HeldEvent event(long millis, int id, long later, long clock) {
    Instant time = Instant.ofEpochMilli(millis);
    LiveEvent live =
        new LiveEvent(
            PayloadFormat.CANVAS,
            new EventName("grade_change", true),
            id(id),
            time,
            new Scope.Course(new CanvasId.Sharded(1042, 731)),
            "aurora.example.edu",
            false);
    return new HeldEvent(
        new ReceivedEvent(live, Payload.of("{}"), time, "sqs", "", "", false),
        later + 60_000,
        offset++,
        clock,
        lines.of(live));
  }

  private static EventId id(int id) {
    return new EventId(0, id);
  }
}
