package org.liveevents.quickstart.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liveevents.event.Payload;
import org.liveevents.event.RejectionCode;
import org.liveevents.quickstart.simulation.Delivery.Form;

/**
 * What broken senders send: for each rejection code a channel can produce, a payload that earns it.
 */
final class Malformed {

  /** A delivery that is no event, and the code it must be refused with. */
  record Expected(Delivery delivery, RejectionCode code) {}

  private static final int TOO_LARGE = 1024 * 1024 + 1000;
  private static final int TOO_DEEP = 80;

  private final Instant time;
  private final List<Expected> all = new ArrayList<>();

  private Malformed(Instant time) {
    this.time = time;
  }

  static List<Expected> all(Instant time) {
    Malformed malformed = new Malformed(time);
    malformed.onBothChannels();
    malformed.onOneChannel();
    return malformed.all;
  }

  private void onBothChannels() {
    String cut = "{\"metadata\":{\"event_name\":\"grade_change\"";
    sqs(cut, RejectionCode.NOT_JSON);
    webhook(Payload.of(" " + cut), Form.BARE_TOKEN, RejectionCode.NOT_JSON);
    both("{\"metadata\":{},\"metadata\":{},\"body\":{}}", RejectionCode.NOT_JSON);
    both("{\"hello\":\"world\"}", RejectionCode.NOT_AN_EVENT);
    both("{\"metadata\":{\"event_name\":\"logged_in\"},\"body\":7}", RejectionCode.NOT_AN_EVENT);
    both(event(metadata(Json.millis(time)).without("event_name")), RejectionCode.NO_EVENT_NAME);
    both(event(metadata(Json.millis(time)).without("event_time")), RejectionCode.NO_EVENT_TIME);
    both(event(metadata("019-11-01T19:11:05.222Z")), RejectionCode.BAD_EVENT_TIME);
    both(event(metadata("yesterday")), RejectionCode.BAD_EVENT_TIME);
    both(
        "{\"metadata\":{},\"body\":" + "[".repeat(TOO_DEEP) + "]".repeat(TOO_DEEP) + "}",
        RejectionCode.TOO_DEEP);
    both(
        "{\"sensor\":\"s\",\"sendTime\":\"2026-01-01T00:00:00.000Z\",\"dataVersion\":"
            + "\"http://purl.imsglobal.org/ctx/caliper/v1p1\",\"data\":[{\"id\":\"urn:x\","
            + "\"type\":\"Person\"}]}",
        RejectionCode.CALIPER_NOT_AN_EVENT);
  }

  private void onOneChannel() {
    webhook(Payload.of(""), Form.BARE_TOKEN, RejectionCode.EMPTY);
    webhook(
        Payload.of("{\"metadata\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1)),
        Form.BARE_TOKEN,
        RejectionCode.NOT_UTF8);
    webhook(
        Payload.of(event(metadata(Json.millis(time)).put("url", "x".repeat(TOO_LARGE)))),
        Form.TOKEN,
        RejectionCode.TOO_LARGE);
    sqs("  \n ", RejectionCode.EMPTY);
  }

  /**
   * For JSON objects: the webhook's becomes claims of a token. The two copies differ by a blank, so
   * that each is found again by its own bytes.
   */
  private void both(String text, RejectionCode code) {
    sqs(text, code);
    webhook(Payload.of(" " + text), Form.TOKEN, code);
  }

  private void sqs(String text, RejectionCode code) {
    all.add(new Expected(new Delivery.Sqs(Payload.of(text), Map.of()), code));
  }

  private void webhook(Payload payload, Form form, RejectionCode code) {
    all.add(new Expected(new Delivery.Webhook(payload, form), code));
  }

  private static ObjectNode metadata(String time) {
    return Json.object()
        .put("event_name", "logged_in")
        .put("event_time", time)
        .put("producer", "canvas");
  }

  private static String event(JsonNode metadata) {
    ObjectNode event = Json.object();
    event.set("metadata", metadata);
    event.set("body", Json.object());
    return Json.write(event);
  }
}
