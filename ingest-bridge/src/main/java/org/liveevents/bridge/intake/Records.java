package org.liveevents.bridge.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liveevents.envelope.Decoded;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.RejectionCode;
import org.liveevents.topic.RawHeaders;
import org.liveevents.topic.RejectedHeaders;

/** The records of one delivery, with the headers they share. */
final class Records {

  /** What key and headers may add to an event's bytes; the raw topic has twice the room. */
  static final int MAX_KEY_BYTES = 64 * 1024;

  private final Delivery delivery;

  Records(Delivery delivery) {
    this.delivery = delivery;
  }

  /** An event, unless an id in it makes a key that no record has room for. */
  Admitted event(LiveEvent event, byte[] value) {
    if (event.scope().key().getBytes(UTF_8).length > MAX_KEY_BYTES) {
      return rejection(
          RejectionCode.RECORD_TOO_LARGE,
          "the scope has more than " + MAX_KEY_BYTES + " bytes",
          value);
    }
    Map<String, String> headers = came();
    headers.put(RawHeaders.FORMAT, event.format().label());
    return new Admitted.Event(event, Payload.of(value), Collections.unmodifiableMap(headers));
  }

  /** The whole delivery, with its original bytes. */
  Admitted wholeBody(Decoded.Rejected rejected) {
    return rejection(rejected.code(), rejected.detail(), delivery.body().bytes());
  }

  /** A part of the delivery. */
  Admitted rejection(RejectionCode code, String detail, byte[] value) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(RejectedHeaders.STAGE, delivery.source().label());
    headers.put(RejectedHeaders.CODE, code.code());
    headers.put(RejectedHeaders.DETAIL, detail);
    headers.put(RejectedHeaders.REPLAY_COUNT, "0");
    headers.putAll(came());
    return new Admitted.Rejection(code, Payload.of(value), Collections.unmodifiableMap(headers));
  }

  private Map<String, String> came() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(RawHeaders.SOURCE, delivery.source().label());
    headers.put(RawHeaders.SOURCE_ID, delivery.sourceId());
    headers.put(RawHeaders.RECEIVED_AT, delivery.receivedAt().toString());
    delivery
        .eventName()
        .filter(name -> !name.isEmpty())
        .map(name -> new EventName(name, false).speakable())
        .ifPresent(name -> headers.put(RawHeaders.EVENT_NAME, name));
    delivery.signatureKid().ifPresent(kid -> headers.put(RawHeaders.SIGNATURE_KID, kid));
    return headers;
  }
}
