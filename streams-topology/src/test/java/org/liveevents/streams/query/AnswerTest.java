package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AnswerTest {

  private static final Instant NOON = Instant.parse("2026-08-03T12:00:00Z");
  private static final Freshness FRESH =
      Freshness.active(OptionalLong.of(8), OptionalLong.of(10), NOON);

  @Test
  void foundIs200() {
    Reply reply = Replies.of(new Answer.Found<>(new PageLimits(1, 2), FRESH));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo(
            "{\"normal\":1,\"most\":2,\"freshness\":{\"role\":\"active\",\"lag\":2,"
                + "\"event_time\":\"2026-08-03T12:00:00Z\",\"offset\":7}}");
  }

  @Test
  void absentIs404AndLeavesOutSinceWhenIfThatIsNotKnown() {
    Reply reply = Replies.of(new Answer.Absent<>(FRESH, null));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).contains("\"lag\":2").doesNotContain("listening_since");
  }

  @Test
  void notReadyAndUnreachableAre503WithRetryAfterOfAtLeastASecond() {
    Address peer = new Address("peer", 1);
    for (Answer<String> answer :
        List.<Answer<String>>of(
            new Answer.NotReady<>("moving", Duration.ofMillis(10)),
            new Answer.Unreachable<>(peer, Duration.ofSeconds(1)))) {
      Reply reply = Replies.of(answer);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.headers()).containsEntry("Retry-After", "1");
    }
  }

  @Test
  void allIsFoundOnlyIfEachIs() {
    Answer<Integer> one = new Answer.Found<>(1, FRESH);
    Answer<Integer> away = Answer.notReady("moving");

    assertThat(Answer.all(List.of(one, one)))
        .isEqualTo(new Answer.Found<>(List.of(1, 1), Freshness.of(List.of(FRESH, FRESH))));
    assertThat(Answer.all(List.of(one, away, one))).isEqualTo(Answer.notReady("moving"));
  }

  @Test
  void theFreshnessOfSeveralPartitionsAddsTheLagsAndHasNoOffset() {
    Freshness later = Freshness.active(OptionalLong.of(3), OptionalLong.of(4), NOON.plusSeconds(1));

    assertThat(Freshness.of(List.of(FRESH, later)))
        .isEqualTo(new Freshness(Role.ACTIVE, 3L, NOON.plusSeconds(1), null));
  }

  @Test
  void aLagIsToldOnlyIfBothEndsAreKnown() {
    OptionalLong unknown = OptionalLong.empty();
    assertThat(Freshness.active(unknown, OptionalLong.of(5), null).lag()).isNull();
    assertThat(Freshness.active(OptionalLong.of(5), unknown, null).lag()).isNull();
    assertThat(Freshness.active(unknown, OptionalLong.of(0), null).lag()).isZero();
    // The end was looked up a moment ago.
    assertThat(Freshness.active(OptionalLong.of(6), OptionalLong.of(5), null).lag()).isZero();
  }

  @Test
  void aCursorIsReadOnlyAsItWasWrittenAndForItsQuestion() {
    Cursor cursor = new Cursor(3, "2107~5/a:b~ü");
    String text = cursor.text("grades of 5");

    assertThat(Cursor.read("grades of 5", text)).contains(cursor);
    assertThat(Cursor.read("grades of 6", text)).isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, i) + other + text.substring(i + 1);
      assertThat(Cursor.read("grades of 5", changed)).as(changed).isNotEqualTo(Optional.of(cursor));
    }
  }
}
