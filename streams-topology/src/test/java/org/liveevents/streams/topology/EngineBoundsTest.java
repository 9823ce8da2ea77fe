package org.liveevents.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liveevents.event.EventId;
import org.liveevents.streams.flow.OrderedEvent.Turn;
import org.liveevents.streams.topology.EngineModel.Happening;
import org.liveevents.streams.window.EventWindow.Figures;
import org.liveevents.streams.window.WindowRules;

/** What the engine writes and keeps stays within what is promised. */
class EngineBoundsTest {

  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration SKEW = Duration.ofMinutes(5);
  private final Random random = new Random(1);

  @Test
  void writesAtMostSixtyBytesAnEventWhereEightComeASecond() {
    assertThat(bytesAnEvent(8, 20_000)).isLessThan(60);
  }

  @Test
  void writesAtMostTwentyFiveBytesAnEventWhereAHundredComeASecond() {
    assertThat(bytesAnEvent(100, 50_000)).isLessThan(25);
  }

  @Test
  void forgetsWhatIsPastRememberingAndItsExpiry() {
    // Given
    PlainEngine engine = engine(Duration.ofHours(1), 1 << 30);
    Instant now = START;
    int most = 0;

    // When: ten hours, with late events of any age among them
    for (int serial = 0; serial < 36_000; serial++) {
      now = now.plusSeconds(1);
      boolean isLate = random.nextInt(20) == 0;
      engine.receive(
          new Happening(
              serial, id(serial), isLate ? now.minusSeconds(random.nextInt(1 << 30)) : now),
          now);
      engine.pause();
      most = Math.max(most, engine.stored());
    }

    // Then: never more than two hours' worth, a block and an expiry each
    assertThat(most).isLessThan(2 * 2 * 3600 + 400);
    assertThat(engine.window().figures().remembered()).isBetween(3600L, 2 * 3600L + 200);
  }

  @Test
  void searchesItsStoreNoMoreWhenMoreIsRemembered() {
    // Given
    PlainEngine engine = engine(Duration.ofDays(14), 1 << 30);

    // When: copies of what came in the last minute among them
    long few = searches(engine, 0, 20_000);
    searches(engine, 20_000, 280_000);
    long many = searches(engine, 300_000, 20_000);

    // Then
    assertThat(engine.window().figures().remembered()).isGreaterThan(250_000);
    assertThat(many).isLessThanOrEqualTo(few + 10);
  }

  @Test
  void letsGoEarlyInOrderAndMarkedWhenMoreWaitsThanThereIsRoomFor() {
    // Given
    PlainEngine engine = engine(Duration.ofHours(1), 100_000);

    // When
    for (int serial = 0; serial < 1000; serial++) {
      Instant time = START.plusMillis(serial * 20L);
      engine.receive(new Happening(serial, id(serial), time), time);
    }
    engine.pause();
    engine.pause();
    engine.pause();

    // Then
    Figures figures = engine.window().figures();
    assertThat(figures.heldBytes()).isLessThanOrEqualTo(100_000);
    assertThat(figures.early()).isEqualTo(engine.left().size()).isPositive();
    assertThat(engine.left()).allMatch(left -> left.turn() == Turn.EARLY);
    assertThat(engine.left().stream().map(PlainEngine.Left::id))
        .containsExactlyElementsOf(
            IntStream.range(0, engine.left().size()).mapToObj(EngineBoundsTest::id).toList());
  }

  private long searches(PlainEngine engine, int from, int events) {
    long before = engine.searches();
    for (int serial = from; serial < from + events; serial++) {
      Instant time = START.plusMillis(serial * 10L);
      int which = random.nextInt(20) == 0 ? Math.max(0, serial - random.nextInt(6000)) : serial;
      engine.receive(new Happening(which, id(which), START.plusMillis(which * 10L)), time);
      if (serial % 1000 == 0) {
        engine.pause();
      }
    }
    return engine.searches() - before;
  }

  private double bytesAnEvent(int aSecond, int events) {
    PlainEngine engine = engine(Duration.ofHours(1), 1 << 30);
    for (int serial = 0; serial < events; serial++) {
      Instant time = START.plusMillis(serial * 1000L / aSecond);
      engine.receive(
          new Happening(serial, id(serial), time.minusMillis(random.nextInt(20_000))), time);
      // Three thousand events come between two writings of the books.
      if (serial % 1000 == 0) {
        engine.pause();
      }
    }
    double bytes = (double) engine.logged() / engine.left().size();
    System.out.printf("%d events a second: %.1f bytes an event%n", aSecond, bytes);
    return bytes;
  }

  private static PlainEngine engine(Duration window, long room) {
    return new PlainEngine(new WindowRules(GRACE, window, room), SKEW, serial -> false);
  }

  private static String id(int serial) {
    return new EventId(serial * 0x9E3779B97F4A7C15L, serial).toString();
  }
}
