package org.liveevents.streams.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.liveevents.event.CanvasId;
import org.liveevents.event.EventId;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.Scope;
import org.liveevents.streams.flow.ReceivedEvent;

class HeldEventCodecTest {

  private static final Payload PAYLOAD = Payload.of("{}");
  private static final Instant TIME = Instant.parse("2026-09-01T08:00:00.123Z");

  @Test
  void givesBackWhatItWasGiven() {
    // Given
    ReceivedEvent held = named(new EventName("grade_change", true));

    // Then
    assertThat(HeldEventCodec.decode(HeldEventCodec.encode(held))).isEqualTo(held);
  }

  @Test
  void doesNotStoreALongNameBesideThePayloadItIsIn() {
    // Given
    ReceivedEvent held = named(new EventName("x".repeat(900_000), false));

    // When
    byte[] bytes = HeldEventCodec.encode(held);

    // Then
    assertThat(bytes).hasSizeLessThan(1000);
    assertThat(HeldEventCodec.decode(bytes))
        .isEqualTo(named(new EventName(EventName.UNRECOGNIZED, false)));
  }

  private static ReceivedEvent named(EventName name) {
    return new ReceivedEvent(
        new LiveEvent(
            PayloadFormat.CANVAS,
            name,
            new EventId(1, 2),
            TIME,
            new Scope.Course(new CanvasId.Sharded(1042, 7)),
            "aurora.example.edu",
            false),
        PAYLOAD,
        TIME,
        "sqs",
        TIME.toString(),
        "/body/score type",
        false);
  }
}
