package org.liveevents.bridge.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liveevents.bridge.intake.Admission;
import org.liveevents.bridge.intake.Admitted;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Source;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;
import org.liveevents.event.Payload;
import org.liveevents.event.RejectionCode;

/** A webhook's way from its body to its records, for a fuzzer to walk: nothing may surprise it. */
public final class WebhookBodyFuzz {

  private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");
  private static final Admission ADMISSION =
      new Admission(new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1)));

  private WebhookBodyFuzz() {}

  /** Called by the fuzzer with everything it can think of. */
  public static void fuzzerTestOneInput(byte[] body) {
    admit(Payload.of(body));
    byte[] claims = claims(body);
    Claims read = Claims.of(claims);
    Optional<Verdict.Reason> refusal = read.refusal(KeyServer.ISSUER, NOW, Duration.ofSeconds(60));
    Payload event = read.event();
    if (event.size() > claims.length) {
      throw new AssertionError("claims only shrink");
    }
    if (refusal.isEmpty()) {
      admit(event);
    }
  }

  /** Those of a token if it is one, else the body as if it were. */
  private static byte[] claims(byte[] body) {
    try {
      Token token = Token.of(body);
      if (token.signed().length > body.length || token.header().length() > body.length) {
        throw new AssertionError("a part is larger than the whole");
      }
      return token.claims();
    } catch (IllegalArgumentException e) { // no token, as announced
      return body;
    }
  }

  private static void admit(Payload body) {
    List<Admitted> records =
        ADMISSION.admit(
            new Delivery(
                Source.WEBHOOK, "request-1", NOW, body, Optional.empty(), Optional.empty()));
    if (records.isEmpty()) {
      throw new AssertionError("every delivery leaves a record");
    }
    for (Admitted record : records) {
      if (record.<Boolean>fold(
          event -> event.event().scope().key().isEmpty(),
          rejected -> rejected.code() == RejectionCode.INTERNAL)) {
        throw new AssertionError("a surprise: " + record.headers());
      }
    }
  }
}
