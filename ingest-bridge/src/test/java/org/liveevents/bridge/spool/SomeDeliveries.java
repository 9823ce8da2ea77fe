package org.liveevents.bridge.spool;

import java.time.Instant;
import java.util.Optional;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Source;
import org.liveevents.event.Payload;

/** Deliveries that differ in their number, and in nothing else that takes room. */
final class SomeDeliveries {

  private static final Instant START = Instant.parse("2026-09-01T08:00:00Z");

  private SomeDeliveries() {}

  static Delivery webhook(int number) {
    return webhook(number, 0);
  }

  /** With a body longer by that many bytes. */
  static Delivery webhook(int number, int more) {
    return new Delivery(
        Source.WEBHOOK,
        "request-%05d".formatted(number),
        START.plusMillis(number),
        Payload.of("{\"number\": %5d, \"name\": \"Zoë\"}%s".formatted(number, " ".repeat(more))),
        number % 2 == 0 ? Optional.of("an_event") : Optional.of("an_other"),
        number % 2 == 0 ? Optional.empty() : Optional.of(""));
  }

  static Delivery sqs(int number) {
    Delivery like = webhook(number);
    return new Delivery(
        Source.SQS,
        like.sourceId(),
        like.receivedAt(),
        like.body(),
        like.eventName(),
        like.signatureKid());
  }
}
