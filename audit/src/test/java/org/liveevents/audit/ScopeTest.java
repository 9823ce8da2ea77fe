package org.liveevents.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.liveevents.audit.reference.Shards;

/** What an audit may speak of, to the millisecond. */
class ScopeTest {

  private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");
  private static final long SETTLED = NOW.toEpochMilli() - 30_000;

  /** One partition of raw, from such an offset and time on. */
  private record Raw(long begin, OptionalLong first, OptionalLong consumed) implements Topics {
    @Override
    public Set<String> names() {
      return Set.of("canvas.raw");
    }

    @Override
    public List<Integer> partitions(String topic) {
      return List.of(0);
    }

    @Override
    public long begin(String topic, int partition) {
      return begin;
    }

    @Override
    public OptionalLong first(String topic, int partition) {
      return first;
    }

    @Override
    public long size(String topic, int partition) {
      return 0;
    }

    @Override
    public void read(String topic, int partition, Consumer<Entry> action) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Duration> retention(String topic) {
      return Optional.empty();
    }

    @Override
    public OptionalLong consumed(int rawPartition) {
      return consumed;
    }
  }

  private static final Raw WHOLE = new Raw(0, OptionalLong.of(1), OptionalLong.empty());

  private static Scope scope(Raw raw, Instant from, Instant to) {
    Expectations expected =
        new Expectations(
            "canvas",
            new Shards(1, Map.of()),
            Duration.ofHours(24),
            Duration.ofSeconds(20),
            Duration.ofMinutes(5),
            Optional.ofNullable(from),
            Optional.ofNullable(to),
            NOW,
            Duration.ofSeconds(30));
    return Scope.of(raw, expected);
  }

  private static Entry raw(long offset, long timestamp) {
    return new Entry("canvas.raw", 0, offset, timestamp, null, null, Map.of());
  }

  @Test
  void allOfRawIsTheWhole() {
    Scope scope = scope(WHOLE, null, null);
    assertThat(scope.isWhole()).isTrue();
    assertThat(scope.holds(raw(0, Long.MIN_VALUE))).isTrue();
    assertThat(scope.holdsArrival(Long.MIN_VALUE)).isTrue();
    assertThat(scope.factsSince()).isEqualTo(Long.MIN_VALUE);
    assertThat(scope.begin(0)).isZero();
    assertThat(scope.begin(1)).isZero();
  }

  @Test
  void rawWithoutItsBeginningIsNot() {
    Scope scope = scope(new Raw(7, OptionalLong.of(1000), OptionalLong.empty()), null, null);
    assertThat(scope.isWhole()).isFalse();
    assertThat(scope.begin(0)).isEqualTo(7);
    assertThat(scope.holds(raw(7, 1000))).isTrue();
    assertThat(scope.holdsArrival(1000)).as("others of that instant may be gone").isFalse();
    assertThat(scope.holdsArrival(1001)).isTrue();
    assertThat(scope.factsSince()).isEqualTo(1000 + 300_000);
  }

  @Test
  void aTimeThatIsGivenIsIncluded() {
    Scope scope = scope(WHOLE, Instant.ofEpochMilli(5000), null);
    assertThat(scope.isWhole()).isFalse();
    assertThat(scope.holds(raw(0, 4999))).isFalse();
    assertThat(scope.holds(raw(0, 5000))).isTrue();
    Raw later = new Raw(7, OptionalLong.of(9000), OptionalLong.empty());
    assertThat(scope(later, Instant.ofEpochMilli(5000), null).factsSince()).isEqualTo(309_000);
  }

  @Test
  void whatIsConsumedIsSaidByTheGroupOrElseByTheClock() {
    Scope known = scope(new Raw(0, OptionalLong.of(1), OptionalLong.of(10)), null, null);
    assertThat(known.isConsumed(raw(9, Long.MAX_VALUE))).isTrue();
    assertThat(known.isConsumed(raw(10, 0))).isFalse();
    Scope unknown = scope(WHOLE, null, null);
    assertThat(unknown.isConsumed(raw(9, SETTLED - 1))).isTrue();
    assertThat(unknown.isConsumed(raw(9, SETTLED))).isFalse();
    Scope upTo = scope(WHOLE, null, Instant.ofEpochMilli(5000));
    assertThat(upTo.isConsumed(raw(9, 5000))).isTrue();
    assertThat(upTo.isConsumed(raw(9, 5001))).isFalse();
  }

  @Test
  void whatWaitsIsRipeAfterItsGraceAndSomeSlack() {
    Scope scope = scope(WHOLE, null, null);
    long last = SETTLED - 20_000 - 1500;
    assertThat(scope.isRipe(last - 1, 0)).isTrue();
    assertThat(scope.isRipe(0, last - 1)).isTrue();
    assertThat(scope.isRipe(last, 0)).isFalse();
    assertThat(scope.isRipe(0, last)).isFalse();
    assertThat(scope.isSettled(SETTLED - 1)).isTrue();
    assertThat(scope.isSettled(SETTLED)).isFalse();
  }

  @Test
  void lateIsWhatTheClockHasPassedByItsGrace() {
    Scope scope = scope(WHOLE, null, null);
    assertThat(scope.mayBeLate(100_000, 118_501)).isTrue();
    assertThat(scope.mayBeLate(100_000, 118_500)).isFalse();
  }
}
