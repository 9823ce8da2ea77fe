package org.liveevents.streams.decode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
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

/** Reads raw records. Nothing is dropped: what is no event leaves as a refusal. */
public final class DecodeProcessor extends ContextualProcessor<byte[], byte[], byte[], Reading> {

  /**
   * The most bytes of headers and key an output record may carry beside its payload: less than the
   * room there is, more than the bridge lets through.
   */
  static final int HEADROOM = 192 * 1024;

  private final EnvelopeReader reader;
  private final Duration maxSkew;

  /**
   * A stage that reads with that reader.
   *
   * @param maxSkew an event further ahead of its arrival than this is from the future
   */
  public DecodeProcessor(EnvelopeReader reader, Duration maxSkew) {
    this.reader = reader;
    this.maxSkew = maxSkew;
  }

  @Override
  public void process(Record<byte[], byte[]> raw) {
    byte @Nullable [] bytes = raw.value();
    Payload payload = Payload.of(bytes == null ? new byte[0] : bytes);
    Reading reading =
        read(payload)
            .fold(
                event -> accepted(event.event(), payload, raw),
                rejected ->
                    refused(
                        "decode", rejected.code(), rejected.detail(), rejected.name(), payload));
    context().forward(raw.withValue(reading));
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

  private Reading accepted(LiveEvent event, Payload payload, Record<byte[], byte[]> raw) {
    if (overhead(raw, event) > HEADROOM) {
      return refused(
          "write",
          RejectionCode.RECORD_TOO_LARGE,
          "key and headers are too large for the typed topic",
          Optional.of(event.name()),
          payload);
    }
    Instant arrival = Instant.ofEpochMilli(raw.timestamp());
    return new Reading.Accepted(
        new ReceivedEvent(
            event,
            payload,
            arrival,
            text(raw.headers(), RawHeaders.SOURCE),
            text(raw.headers(), RawHeaders.RECEIVED_AT),
            "",
            event.time().isAfter(arrival.plus(maxSkew))));
  }

  private Reading refused(
      String stage, RejectionCode code, String detail, Optional<EventName> name, Payload payload) {
    return new Reading.Refused(
        stage,
        code,
        detail,
        name,
        payload,
        context()
            .recordMetadata()
            .map(DecodeProcessor::origin)
            .orElseGet(() -> new Origin("", -1, -1)));
  }

  private static Origin origin(RecordMetadata metadata) {
    return new Origin(metadata.topic(), metadata.partition(), metadata.offset());
  }

  /**
   * What the typed record carries beside its payload, at most: the id of its schema, the scope
   * twice, as key and subject, and the headers.
   */
  private static int overhead(Record<byte[], byte[]> raw, LiveEvent event) {
    int bytes =
        WireFormat.PREFIX_BYTES
            + 2 * Utils.utf8Length(event.scope().key())
            + event.origin().length();
    for (Header header : raw.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length) + 8;
    }
    return bytes;
  }

  private static String text(Headers headers, String key) {
    Header header = headers.lastHeader(key);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
