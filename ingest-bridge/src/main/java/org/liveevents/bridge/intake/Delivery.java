package org.liveevents.bridge.intake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.liveevents.event.Payload;

/**
 * What a source received in one piece and wants one receipt for.
 *
 * @param sourceId the SQS message id or the request id
 * @param receivedAt when we received it, in milliseconds
 * @param eventName what the source says the event is called, apart from the body
 * @param signatureKid the key that signed it
 */
public record Delivery(
    Source source,
    String sourceId,
    Instant receivedAt,
    Payload body,
    Optional<String> eventName,
    Optional<String> signatureKid) {

  public Delivery {
    receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
