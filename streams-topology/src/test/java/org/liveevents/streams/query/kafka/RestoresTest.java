package org.liveevents.streams.query.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoresTest {

  private static final TopicPartition GRADES = new TopicPartition("grades-changelog", 3);
  private static final TopicPartition LEDGER = new TopicPartition("ledger-changelog", 3);

  private final Restores restores = new Restores();

  @Test
  void aPartitionIsRestoringUntilItsLastStoreIsRestored() {
    // When
    restores.onRestoreStart(GRADES, "grades", 0, 10);
    restores.onRestoreStart(LEDGER, "ledger", 0, 10);
    restores.onRestoreEnd(GRADES, "grades", 10);

    // Then
    assertThat(restores.isRestoring(3)).isTrue();
    assertThat(restores.isRestoring(2)).isFalse();
    restores.onRestoreEnd(LEDGER, "ledger", 10);
    assertThat(restores.isRestoring(3)).isFalse();
  }

  @Test
  void aRestoreThatMovesAwayIsOver() {
    restores.onRestoreStart(GRADES, "grades", 0, 10);
    restores.onRestoreSuspended(GRADES, "grades", 5);

    assertThat(restores.isRestoring(3)).isFalse();
  }
}
