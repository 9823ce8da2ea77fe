package org.liveevents.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupWatchTest {

  private static final Duration SESSION = Duration.ofSeconds(45);
  private static final Instant START = Instant.parse("2026-08-01T00:00:00Z");

  private Instant now = START;
  private long nanos = -5_000_000_000L;
  private Set<String> members = Set.of("ours-1", "theirs-1");
  private Duration answerTakes = Duration.ZERO;
  private boolean isAway;
  private final GroupWatch watch = new GroupWatch(this::ask, SESSION, () -> now, () -> nanos);

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void confirmsWhoIsInTheGroup() {
    watch.look();

    assertThat(watch.isConfirmed("ours-1")).isTrue();
    assertThat(watch.isConfirmed("ours-2")).isFalse();
  }

  @Test
  void confirmsNobodyBeforeTheFirstAnswer() {
    assertThat(watch.isConfirmed("ours-1")).isFalse();
  }

  @Test
  void aConfirmationHoldsForAThirdOfTheSession() {
    watch.look();

    passes(Duration.ofSeconds(14));
    assertThat(watch.isConfirmed("ours-1")).isTrue();
    passes(Duration.ofSeconds(1));
    assertThat(watch.isConfirmed("ours-1")).isFalse();
  }

  @Test
  void anAnswerThatWasWaitedForCountsFromTheQuestion() {
    // Given: the process was stopped between question and answer
    answerTakes = Duration.ofMinutes(1);

    watch.look();

    assertThat(watch.isConfirmed("ours-1")).isFalse();
  }

  @Test
  void whoWasPutOutIsConfirmedNoMore() {
    watch.look();
    members = Set.of("theirs-1");

    watch.look();

    assertThat(watch.isConfirmed("ours-1")).isFalse();
  }

  @Test
  void aCoordinatorThatDoesNotAnswerChangesNothingForAWhile() {
    watch.look();
    isAway = true;

    passes(Duration.ofSeconds(10));
    watch.look();
    assertThat(watch.isConfirmed("ours-1")).isTrue();

    passes(Duration.ofSeconds(10));
    watch.look();
    assertThat(watch.isConfirmed("ours-1")).isFalse();
  }

  @Test
  void neitherAClockThatIsSetBackNorOneThatStandsStillMakesItHoldLonger() {
    watch.look();
    now = now.minus(Duration.ofHours(1));
    nanos += Duration.ofMinutes(1).toNanos();
    assertThat(watch.isConfirmed("ours-1")).isFalse();

    now = START;
    watch.look();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(watch.isConfirmed("ours-1")).isFalse();
  }

  private Set<String> ask() throws ExecutionException {
    if (isAway) {
      throw new ExecutionException(new IllegalStateException("away"));
    }
    passes(answerTakes);
    return members;
  }

  private void passes(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }
}
