package org.liveevents.streams.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerLineTest {

  @Test
  void balancesAfterEveryChange() {
    // When
    LedgerLine line =
        LedgerLine.EMPTY
            .plusPending()
            .plusDuplicate()
            .plusRejected()
            .plusLate()
            .plusFuture()
            .pendingToForwarded();

    // Then
    assertThat(line).isEqualTo(new LedgerLine(5, 3, 1, 1, 0, 1, 1));
    assertThat(line.balances()).isTrue();
  }

  @Test
  void doesNotBalanceWhenOneIsMissing() {
    assertThat(new LedgerLine(2, 1, 0, 0, 0, 0, 0).balances()).isFalse();
    assertThat(new LedgerLine(1, 1, 0, 0, 0, 1, 1).balances()).isFalse();
  }

  @Test
  void survivesItsBytes() {
    // Given
    LedgerLine line = new LedgerLine(1, 2, 3, 4, 5, 6, 1L << 40);

    // When
    LedgerLine read = LedgerLine.fromBytes(line.toBytes());

    // Then
    assertThat(read).isEqualTo(line);
  }
}
