package org.liveevents.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liveevents.event.EventId;
import org.liveevents.streams.flow.OrderedEvent.Turn;

class DeparturesTest {

  private static final long SECOND = 1_800_000_000L;
  private static final long HOUR = 3_600_000L;
  private static final long NOW = SECOND * 1000;

  private final MapShelf shelf = new MapShelf();
  private final Departures departures = new Departures(shelf, 0);

  @Test
  void remembersWhatHasLeftToTheLastInstantOfItsTime() {
    // When
    departures.add(7, Map.of(SECOND, List.of(departure(1, NOW + 500))));

    // Then
    assertThat(departures.isRemembered(NOW, id(1), NOW + 500)).isTrue();
    assertThat(departures.isRemembered(NOW, id(1), NOW + 501)).isFalse();
    assertThat(departures.isRemembered(NOW, id(2), NOW)).isFalse();
    assertThat(departures.isRemembered(NOW + 1000, id(1), NOW)).isFalse();
    assertThat(departures.count()).isEqualTo(1);
  }

  @Test
  void learnsWhatLeavesAfterItsSecondWasAskedForWithoutLookingAgain() {
    // Given
    departures.add(7, Map.of(SECOND, List.of(departure(1, NOW + 500))));
    assertThat(departures.isRemembered(NOW, id(2), NOW)).isFalse();
    int scans = shelf.scans();

    // When
    departures.add(8, Map.of(SECOND, List.of(departure(2, NOW + 500))));

    // Then
    assertThat(departures.isRemembered(NOW, id(2), NOW)).isTrue();
    assertThat(departures.isRemembered(NOW, id(1), NOW)).isTrue();
    assertThat(shelf.scans()).isEqualTo(scans);
  }

  @Test
  void looksForNothingInASecondLaterThanAllThatLeft() {
    // Given
    departures.add(7, Map.of(SECOND, List.of(departure(1, NOW))));

    // When
    boolean remembered = departures.isRemembered(NOW + 1000, id(9), NOW);

    // Then
    assertThat(remembered).isFalse();
    assertThat(shelf.scans()).isZero();
  }

  @Test
  void findsAfterARestartWhatLeftBefore() {
    // Given
    departures.add(7, Map.of(SECOND, List.of(departure(1, NOW)), SECOND + 5, List.of()));

    // When
    Departures again = new Departures(shelf, departures.count());

    // Then
    assertThat(again.isRemembered(NOW, id(1), NOW)).isTrue();
    assertThat(again.count()).isEqualTo(1);
  }

  @Test
  void keepsEveryPartOfASecondThatLeavesPieceByPiece() {
    // Given: more than a block holds, then twice more at the same raw offset, then later
    List<Departure> many = new ArrayList<>();
    for (int i = 0; i < Block.MOST + 1; i++) {
      many.add(departure(i, NOW));
    }

    // When
    departures.add(7, Map.of(SECOND, many));
    departures.add(7, Map.of(SECOND, List.of(departure(10_000, NOW))));
    departures.add(7, Map.of(SECOND, List.of(departure(10_001, NOW))));
    departures.add(9, Map.of(SECOND, List.of(departure(10_002, NOW))));

    // Then
    List<Departures.Stored> stored = departures.stored(SECOND);
    assertThat(stored).hasSize(Block.MOST + 4);
    assertThat(stored.stream().map(it -> it.departure().id()).distinct()).hasSize(Block.MOST + 4);
    assertThat(stored.get(0).releasedAt()).isEqualTo(7);
    assertThat(stored.get(stored.size() - 1).releasedAt()).isEqualTo(9);
    assertThat(departures.count()).isEqualTo(Block.MOST + 4);
    assertThat(shelf.size()).isEqualTo(2 * 5); // blocks, each with the note when to forget it
  }

  @Test
  void goesOnNumberingPartsAfterARestart() {
    // Given
    departures.add(7, Map.of(SECOND, List.of(departure(1, NOW))));

    // When
    new Departures(shelf, 1).add(7, Map.of(SECOND, List.of(departure(2, NOW))));

    // Then
    assertThat(departures.stored(SECOND)).hasSize(2);
  }

  @Test
  void forgetsWholeBlocksOncePastTheHourOfTheirLastEvent() {
    // Given
    departures.add(7, Map.of(SECOND, List.of(departure(1, NOW), departure(2, NOW + HOUR))));
    departures.add(8, Map.of(SECOND + 1, List.of(departure(3, NOW + 5 * HOUR))));

    // When, Then
    departures.forget(100, NOW + HOUR, 10);
    assertThat(departures.count()).isEqualTo(3);
    departures.forget(100, NOW + 2 * HOUR, 10);
    assertThat(departures.count()).isEqualTo(1);
    assertThat(departures.stored(SECOND)).isEmpty();
    assertThat(departures.stored(SECOND + 1)).hasSize(1);
    assertThat(shelf.size()).isEqualTo(2);
  }

  @Test
  void forgetsNothingThatLeftAfterWhatARestoreWouldReadAgain() {
    // Given
    departures.add(7, Map.of(SECOND, List.of(departure(1, NOW))));
    departures.add(8, Map.of(SECOND + 1, List.of(departure(2, NOW))));

    // When, Then
    departures.forget(7, NOW + 2 * HOUR, 10);
    assertThat(departures.stored(SECOND)).isEmpty();
    assertThat(departures.stored(SECOND + 1)).hasSize(1);
    departures.forget(8, NOW + 2 * HOUR, 10);
    assertThat(departures.stored(SECOND + 1)).isEmpty();
    assertThat(departures.count()).isZero();
  }

  @Test
  void forgetsSoManyAtOnceAndTheRestTheNextTime() {
    // Given
    for (int i = 0; i < 5; i++) {
      departures.add(10 + i, Map.of(SECOND + i, List.of(departure(i, NOW))));
    }

    // When, Then
    departures.forget(100, NOW + 2 * HOUR, 2);
    assertThat(departures.count()).isEqualTo(3);
    departures.forget(100, NOW + 2 * HOUR, 2);
    assertThat(departures.count()).isEqualTo(1);
    departures.forget(100, NOW + 2 * HOUR, 2);
    assertThat(departures.count()).isZero();
    assertThat(shelf.size()).isZero();
  }

  @Test
  void looksOnceAnHourForWhatIsToBeForgotten() {
    // Given
    departures.add(7, Map.of(SECOND, List.of(departure(1, NOW))));
    departures.forget(100, NOW + 2 * HOUR, 10);
    int scans = shelf.scans();

    // When
    departures.forget(100, NOW + 2 * HOUR, 10);
    departures.forget(100, Long.MIN_VALUE, 10);

    // Then
    assertThat(shelf.scans()).isEqualTo(scans);
  }

  @Test
  void forgetsTooWhatLeavesWhenItsHourHasLongPassed() {
    // Given
    departures.add(7, Map.of(SECOND, List.of(departure(1, NOW))));
    departures.forget(100, NOW + 9 * HOUR, 10);

    // When
    departures.add(8, Map.of(SECOND, List.of(departure(2, NOW))));
    departures.forget(100, NOW + 9 * HOUR, 10);

    // Then
    assertThat(departures.count()).isZero();
    assertThat(shelf.size()).isZero();
  }

  @Test
  void keepsOnTheHeapSoManySecondsAndReadsOthersAgain() {
    // Given: more empty seconds than there is room for, at eight ids each
    departures.add(7, Map.of(SECOND, List.of(departure(1, NOW)), SECOND + 9999, List.of()));
    departures.add(7, Map.of(SECOND + 9999, List.of(departure(2, NOW))));
    assertThat(departures.isRemembered(NOW, id(1), NOW)).isTrue();

    // When
    for (int i = 1; i < 50_000 / 8; i++) {
      departures.isRemembered(NOW + 1000L * i, id(1), NOW);
    }
    int scans = shelf.scans();

    // Then
    assertThat(departures.isRemembered(NOW, id(1), NOW)).isTrue();
    assertThat(shelf.scans()).isEqualTo(scans + 1);
    assertThat(departures.isRemembered(NOW, id(1), NOW)).isTrue();
    assertThat(shelf.scans()).isEqualTo(scans + 1);
  }

  private static Departure departure(int id, long until) {
    return new Departure(id(id), until, 1000 + id, Turn.IN_ORDER);
  }

  private static EventId id(int id) {
    return new EventId(id, ~id);
  }
}
