package org.liveevents.streams.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksTest {

  private static final Books BOOKS =
      new Books(
          1L << 40,
          Instant.parse("2026-09-01T08:00:00.123Z"),
          new Books.Place(Long.MIN_VALUE, -1, 7, Long.MAX_VALUE, 3),
          Map.of(
              "canvas/grade_change",
              new LedgerLine(1, 2, 3, 4, 5, 6, 1L << 50),
              "unread/none",
              LedgerLine.EMPTY));

  @Test
  void surviveTheirBytes() {
    assertThat(Books.fromBytes(BOOKS.toBytes())).isEqualTo(BOOKS);
    assertThat(Books.extent(BOOKS.toBytes()))
        .isEqualTo(new Books.Extent(BOOKS.next(), BOOKS.since()));
  }

  @Test
  void refuseAVersionTheyDoNotKnow() {
    // Given
    byte[] bytes = BOOKS.toBytes();
    bytes[0] = 9;

    // Then
    assertThatThrownBy(() -> Books.fromBytes(bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 9");
    assertThatThrownBy(() -> Books.extent(bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 9");
  }
}
