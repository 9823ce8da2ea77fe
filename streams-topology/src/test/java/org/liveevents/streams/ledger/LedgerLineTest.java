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
  void whatIsReceivedAndNotOtherwiseAccountedForWasForwarded() {
    assertThat(new LedgerLine(9, 2, 1, 1, 5, 1, 0).withPending(3))
        .isEqualTo(new LedgerLine(9, 4, 1, 1, 3, 1, 0));
  }
}
