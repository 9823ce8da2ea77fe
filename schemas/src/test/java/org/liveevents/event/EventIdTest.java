package org.liveevents.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {

  @Test
  void isWrittenAsThirtyTwoLowerCaseHexadecimalDigits() {
    assertThat(new EventId(0, 10)).hasToString("0000000000000000000000000000000a");
    assertThat(new EventId(-1, Long.MIN_VALUE)).hasToString("ffffffffffffffff8000000000000000");
  }

  @Test
  void readsWhatItWritesAndSortsLikeItsText() {
    for (int round = 0; round < 10_000; round++) {
      // Given
      long seed = 5_000_000L + round;
      Random random = new Random(seed);
      EventId one = new EventId(random.nextLong(), random.nextLong());
      EventId other =
          new EventId(random.nextBoolean() ? one.high() : random.nextLong(), random.nextLong());

      // When
      EventId read = EventId.parse(one.toString());
      int order = Integer.signum(one.compareTo(other));

      // Then
      assertThat(read).as("seed %d", seed).isEqualTo(one);
      assertThat(one.compareTo(read)).as("seed %d", seed).isZero();
      assertThat(order)
          .as("seed %d", seed)
          .isEqualTo(Integer.signum(one.toString().compareTo(other.toString())))
          .isEqualTo(-Integer.signum(other.compareTo(one)));
    }
  }

  @Test
  void readsUpperCaseToo() {
    assertThat(EventId.parse("ABCDEF00000000000000000000000001"))
        .hasToString("abcdef00000000000000000000000001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0000000000000000000000000000000",
        "000000000000000000000000000000000",
        "0000000000000000000000000000000g",
        "-0000000000000000000000000000001",
        "0x000000000000000000000000000001",
      })
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> EventId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
