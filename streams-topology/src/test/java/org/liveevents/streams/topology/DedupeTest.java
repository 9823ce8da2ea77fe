package org.liveevents.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;
import static org.liveevents.streams.topology.PipelineDriver.WINDOW;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** G2: each distinct event once within the window. */
class DedupeTest {

  private final PipelineDriver pipeline = new PipelineDriver();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void forwardsOneOfTwoCopies() {
    // Given
    String event = TestEvents.read(1, 1, START);

    // When
    pipeline.receive(event, START);
    pipeline.receive(event, START.plusSeconds(3));
    flush(START.plusSeconds(60));

    // Then
    assertThat(pipeline.typed()).hasSize(1);
    assertThat(pipeline.ledgerTotal().duplicate()).isEqualTo(1);
    assertThat(pipeline.ledgerTotal().balances()).isTrue();
  }

  @Test
  void takesTwoSpellingsOfOneValueForOneEvent() {
    // Given
    String event =
        "{\"metadata\":{\"event_name\":\"heartbeat\",\"event_time\":\"%s\"},\"body\":{\"a\":5,\"b\":\"é\"}}";
    String spelled =
        " {\"body\": {\"b\":\"\\u00e9\", \"a\":5.0 }, \"metadata\":{\"event_time\":\"%s\",\"event_name\":\"heartbeat\"},\"sendTime\":\"x\"}";

    // When
    pipeline.receive(event.formatted(START), START);
    pipeline.receive(
        spelled.formatted(START).getBytes(java.nio.charset.StandardCharsets.UTF_8),
        START,
        Map.of("source", "webhook"));
    flush(START.plusSeconds(60));

    // Then
    assertThat(pipeline.typed()).hasSize(1);
  }

  @Test
  void remembersAnEventUntilTheWindowIsOverAndNoLonger() {
    // Given
    String event = TestEvents.read(1, 1, START);
    Instant until = START.plusSeconds(2).plus(WINDOW);

    // When
    pipeline.receive(event, START.plusSeconds(2));
    pipeline.receive(event, until);
    long duplicates = pipeline.ledgerTotal().duplicate();
    pipeline.receive(event, until.plusMillis(1));

    // Then
    assertThat(duplicates).isEqualTo(1);
    assertThat(pipeline.ledgerTotal().duplicate()).isEqualTo(1);
    assertThat(pipeline.ledgerTotal().forwarded()).isEqualTo(2);
  }

  @Test
  void remembersAnEventAheadOfItsArrivalByItsOwnTime() {
    // Given
    Instant ahead = START.plus(Duration.ofDays(2));
    String event = TestEvents.read(1, 1, ahead);

    // When
    pipeline.receive(event, START);
    pipeline.receive(event, ahead.plus(WINDOW));

    // Then
    assertThat(pipeline.typed()).hasSize(1);
  }

  @Test
  void forgetsWhatIsPast() {
    // Given
    for (int i = 0; i < 100; i++) {
      pipeline.receive(TestEvents.read(1, i, START.plusSeconds(i)), START.plusSeconds(i));
    }
    flush(START.plusSeconds(200));
    long remembered = pipeline.size(Names.WINDOW_STORE);

    // When
    Instant later = START.plus(WINDOW).plus(Duration.ofHours(2));
    pipeline.receive(TestEvents.read(1, 1000, later), later);
    pipeline.waitUnread(Duration.ofSeconds(2));

    // Then: a block and its expiry for each second
    assertThat(remembered).isEqualTo(200);
    assertThat(pipeline.size(Names.WINDOW_STORE)).isZero();
  }

  private void flush(Instant wallClock) {
    pipeline.idleUntil(wallClock);
  }
}
