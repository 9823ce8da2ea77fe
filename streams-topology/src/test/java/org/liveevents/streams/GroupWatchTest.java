package org.liveevents.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupWatchTest {

  private static final Duration SESSION = Duration.ofSeconds(45);
  private static final Instant START = Instant.parse("2026-08-01T00:00:00Z");

  private Instant now = START;
  private long nanos = -5_000_000_000L;
  private Set<String> members = Set.of("member-1", "member-2");
  private Map<String, String> ids = Map.of("ours-1", "member-1");
  private Duration answerTakes = Duration.ZERO;
  private boolean isAway;
  private final GroupWatch watch = new GroupWatch(new Group(), SESSION, () -> now, () -> nanos);

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
    members = Set.of("member-2");

    watch.look();

    assertThat(watch.isConfirmed("ours-1")).isFalse();
  }

  @Test
  void whoComesBackUnderTheNameOfAStaticMemberIsConfirmedByItsOwnId() {
    // Given: the coordinator still shows the client id of whoever had the name before
    members = Set.of("member-3", "member-2");
    watch.look();
    assertThat(watch.isConfirmed("ours-1")).isFalse();

    ids = Map.of("ours-1", "member-3");

    assertThat(watch.isConfirmed("ours-1")).isTrue();
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

  private final class Group implements GroupWatch.Members {

    @Override
    public Set<String> now() throws ExecutionException {
      if (isAway) {
        throw new ExecutionException(new IllegalStateException("away"));
      }
      passes(answerTakes);
      return members;
    }

    @Override
    public String idOf(String clientId) {
      return ids.getOrDefault(clientId, "");
    }
  }

  private void passes(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }
}
