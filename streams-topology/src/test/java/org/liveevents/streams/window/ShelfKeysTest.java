package org.liveevents.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfKeysTest {

  @Test
  void keepTheirParts() {
    for (long second : List.of(-1L, 0L, 1_788_000_000L, ShelfKeys.second(Long.MIN_VALUE))) {
      // When
      byte[] block = ShelfKeys.block(second, (1L << 47) + 5, 65_000);
      byte[] expiry = ShelfKeys.expiry(-7, block);

      // Then
      assertThat(ShelfKeys.secondOf(block)).isEqualTo(second);
      assertThat(ShelfKeys.releasedAt(block)).isEqualTo((1L << 47) + 5);
      assertThat(ShelfKeys.partOf(block)).isEqualTo(65_000);
      assertThat(ShelfKeys.hourOf(expiry)).isEqualTo(-7);
      assertThat(ShelfKeys.blockOf(expiry)).isEqualTo(block);
    }
    assertThat(ShelfKeys.offsetOf(ShelfKeys.refused(1L << 50))).isEqualTo(1L << 50);
    assertThat(ShelfKeys.offsetOf(ShelfKeys.flagged(1L << 50))).isEqualTo(1L << 50);
  }

  @Test
  void areInTheOrderOfTheirNumbers() {
    // Given
    List<byte[]> ordered =
        List.of(
            ShelfKeys.block(ShelfKeys.second(Instant.MIN.getEpochSecond()), 9, 0),
            ShelfKeys.block(-1, 9, 0),
            ShelfKeys.block(0, 3, 1),
            ShelfKeys.block(0, 256, 0),
            ShelfKeys.block(1, 0, 0),
            ShelfKeys.expiry(-1, ShelfKeys.block(9, 9, 9)),
            ShelfKeys.firstExpiry(0),
            ShelfKeys.expiry(0, ShelfKeys.block(-9, 9, 9)),
            ShelfKeys.firstExpiry(1),
            ShelfKeys.refused(7),
            ShelfKeys.refused(256),
            ShelfKeys.flagged(3));

    // Then
    assertThat(ordered).isSortedAccordingTo(Arrays::compareUnsigned);
  }
}
