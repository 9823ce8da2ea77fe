package org.liveevents.streams.decode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.liveevents.envelope.Decoded;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.RejectionCode;
import org.liveevents.streams.flow.Reading;
import org.liveevents.streams.flow.Reading.Origin;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.topic.RawHeaders;
import org.liveevents.topic.WireFormat;

/** Reads raw records, when they come and when they are read again. Safe to share. */
public final class RawDecoder {

  /**
   * The most bytes of headers and key an output record may carry beside its payload: less than the
   * room there is, more than the bridge lets through.
   */
  static final int HEADROOM = 192 * 1024;

  private final EnvelopeReader reader;
  private final Duration maxSkew;

  /**
   * One that reads with that reader.
   *
   * @param maxSkew an event further ahead of its arrival than this is from the future
   */
  public RawDecoder(EnvelopeReader reader, Duration maxSkew) {
    this.reader = reader;
    this.maxSkew = maxSkew;
  }

  /**
   * What a raw record came to.
   *
   * @param value null in a tombstone
   */
  public Reading read(byte @Nullable [] value, Headers headers, Instant arrival, Origin origin) {
    Payload payload = Payload.of(value == null ? new byte[0] : value);
    return read(payload)
        .fold(
            decoded -> accepted(decoded.event(), payload, headers, arrival, origin),
            rejected ->
                new Reading.Refused(
                    "decode",
                    rejected.code(),
                    rejected.detail(),
                    rejected.name(),
                    payload,
                    origin));
  }

  private Decoded read(Payload payload) {
    try {
      return reader.read(payload.bytes());
    } catch (
        RuntimeException e) { // a bug of ours must not stop the partition; nothing is written yet
      return Decoded.Rejected.nameless(
          RejectionCode.INTERNAL, "reading failed: " + e.getClass().getSimpleName());
    }
  }

  private Reading accepted(
      LiveEvent event, Payload payload, Headers headers, Instant arrival, Origin origin) {
    if (overhead(headers, event) > HEADROOM) {
      return new Reading.Refused(
          "write",
          RejectionCode.RECORD_TOO_LARGE,
          "key and headers are too large for the typed topic",
          Optional.<EventName>of(event.name()),
          payload,
          origin);
    }
    return new Reading.Accepted(
        new ReceivedEvent(
            event,
            payload,
            arrival,
            text(headers, RawHeaders.SOURCE),
            text(headers, RawHeaders.RECEIVED_AT),
            "",
            event.time().isAfter(arrival.plus(maxSkew))));
  }

  /**
   * What the typed record carries beside its payload, at most: the id of its schema, the scope
   * twice, as key and subject, and the headers.
   */
  private static int overhead(Headers headers, LiveEvent event) {
    int bytes =
        WireFormat.PREFIX_BYTES
            + 2 * Utils.utf8Length(event.scope().key())
            + event.origin().length();
    for (Header header : headers) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length) + 8;
    }
    return bytes;
  }

  /** A header as text; empty if it isn't there. */
  static String text(Headers headers, String key) {
    Header header = headers.lastHeader(key);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
