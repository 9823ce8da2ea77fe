package org.liveevents.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;

/** Payloads in short, and what a reader on default shard 1 makes of them. */
final class Payloads {

  static final EnvelopeReader READER =
      new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1));

  private Payloads() {}

  /** JSON written with single quotes. */
  static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }

  /** A Canvas event of that name; further metadata and the body in single quotes. */
  static String canvas(String name, String metadata, String body) {
    return json(
        "{'metadata':{'event_name':'"
            + name
            + "','event_time':'2026-09-01T08:15:30.123Z'"
            + (metadata.isEmpty() ? "" : "," + metadata)
            + "},'body':"
            + body
            + "}");
  }

  /** A Caliper envelope around one event; everything but its time in single quotes. */
  static String caliper(String type, String action, String rest) {
    return envelope(
        "{'type':'"
            + type
            + "','action':'"
            + action
            + "','eventTime':'2026-09-01T08:15:30.123Z'"
            + (rest.isEmpty() ? "" : "," + rest)
            + "}");
  }

  /** A Caliper envelope around those entries, in single quotes. */
  static String envelope(String entries) {
    return json(
        "{'sensor':'https://canvas.example.edu/','sendTime':'2026-09-01T08:15:31.000Z',"
            + "'dataVersion':'http://purl.imsglobal.org/ctx/caliper/v1p1','data':["
            + entries
            + "]}");
  }

  static Decoded read(String json) {
    return READER.read(json.getBytes(UTF_8));
  }

  /** The event, or a failure of the test. */
  static LiveEvent event(byte[] bytes) {
    return READER
        .read(bytes)
        .fold(
            Decoded.Event::event,
            rejected -> {
              throw new AssertionError("rejected: " + rejected);
            });
  }

  static LiveEvent event(String json) {
    return event(json.getBytes(UTF_8));
  }

  static String scope(String json) {
    return event(json).scope().key();
  }

  /** The rejection, or a failure of the test. */
  static Decoded.Rejected rejection(byte[] bytes) {
    return READER
        .read(bytes)
        .fold(
            event -> {
              throw new AssertionError("taken: " + event);
            },
            rejected -> rejected);
  }

  static Decoded.Rejected rejection(String json) {
    return rejection(json.getBytes(UTF_8));
  }
}
