package org.liveevents.streams.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.liveevents.event.EventId;
import org.liveevents.streams.flow.OrderedEvent.Turn;

class BlockTest {

  @Test
  void givesBackWhatItWasGiven() {
    // Given
    List<Departure> departures =
        List.of(
            new Departure(new EventId(1, -2), 5, 1L << 40, Turn.IN_ORDER),
            new Departure(new EventId(-1, 2), -5, 3, Turn.LATE),
            new Departure(new EventId(0, 0), Long.MAX_VALUE / 4, 4, Turn.FUTURE),
            new Departure(new EventId(7, 7), 0, 0, Turn.EARLY));

    // Then
    assertThat(Block.fromBytes(Block.toBytes(departures))).isEqualTo(departures);
  }

  @Test
  void takesLittleMoreThanTheIds() {
    // Given: a thousand events of a second, in the disorder of some seconds
    Random random = new Random(1);
    List<Departure> departures = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      departures.add(
          new Departure(
              new EventId(random.nextLong(), random.nextLong()),
              1_800_000_000_000L + random.nextInt(5000),
              50_000_000 + i + random.nextInt(5000),
              Turn.IN_ORDER));
    }

    // Then
    assertThat(Block.toBytes(departures).length / 1000.0).isLessThan(21);
  }

  @Test
  void refusesAVersionItDoesNotKnow() {
    assertThatThrownBy(() -> Block.fromBytes(new byte[] {9, 0, 0}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 9");
  }
}
