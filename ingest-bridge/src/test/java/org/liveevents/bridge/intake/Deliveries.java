package org.liveevents.bridge.intake;

import java.time.Instant;
import java.util.Optional;
import org.liveevents.event.Payload;

/** Deliveries and events to test with. */
public final class Deliveries {

  /** When all of them arrive. */
  public static final Instant ARRIVAL = Instant.parse("2026-09-01T08:00:01.500Z");

  private Deliveries() {}

  /** A small event about a course; the number makes it another one. */
  public static String event(int number) {
    return """
        {"metadata": {"event_name": "course_updated", "event_time": "2026-09-01T08:00:00.%03dZ",
          "root_account_id": "10420000000000001", "context_type": "Course",
          "context_id": "10420000000000731"},
         "body": {"course_id": "10420000000000731", "name": "Caf\u00e9 \\u00e9", "x": 1.50e2}}"""
        .formatted(number);
  }

  /** A message from SQS. */
  public static Delivery ofSqs(String body) {
    return new Delivery(
        Source.SQS, "message-1", ARRIVAL, Payload.of(body), Optional.empty(), Optional.empty());
  }
}
