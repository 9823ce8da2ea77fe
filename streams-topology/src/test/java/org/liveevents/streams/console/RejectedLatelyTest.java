package org.liveevents.streams.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RejectedLatelyTest {

  private static final Instant TIME = Instant.parse("2026-08-10T12:00:00Z");

  private final RejectedLately lately = new RejectedLately();

  @Test
  void groupsWhatIsAlikeAndKeepsTheLastOfIt() {
    // When
    lately.begin(TIME);
    lately.note(one("not_json", TIME.plusSeconds(2), 2));
    lately.note(one("not_json", TIME.plusSeconds(1), 1));
    lately.note(one("empty", TIME, 0));
    lately.caughtUp();

    // Then
    RejectedLately.Report report = lately.report();
    assertThat(report.complete()).isTrue();
    assertThat(report.groups())
        .extracting(RejectedGroup::code)
        .containsExactly("not_json", "empty");
    RejectedGroup first = report.groups().get(0);
    assertThat(first.records()).isEqualTo(2);
    assertThat(first.first()).isEqualTo(TIME.plusSeconds(1));
    assertThat(first.last()).isEqualTo(TIME.plusSeconds(2));
    assertThat(first.example().offset()).isEqualTo(2);
  }

  @Test
  void staysSmallWhateverStrangersWrite() {
    // When
    for (int i = 0; i < 10_000; i++) {
      lately.note(one("code-" + i, TIME, i));
    }

    // Then
    assertThat(lately.report().groups()).hasSize(RejectedLately.MOST_GROUPS + 1);
    assertThat(lately.report().groups().stream().mapToLong(RejectedGroup::records).sum())
        .isEqualTo(10_000);
  }

  @Test
  void countsNothingTwiceWhenItBeginsAnew() {
    // Given
    lately.note(one("empty", TIME, 0));

    // When
    lately.begin(TIME);
    lately.note(one("empty", TIME, 0));

    // Then
    assertThat(lately.report().groups()).extracting(RejectedGroup::records).containsExactly(1L);
  }

  private static RejectedGroup one(String code, Instant arrived, long offset) {
    RejectedExample example = new RejectedExample(0, offset, "", null, null, null, 0, 0, "", false);
    return new RejectedGroup(code, "decode", "sqs", 1, arrived, arrived, example);
  }
}
