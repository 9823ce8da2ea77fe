package org.liveevents.tools.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.liveevents.event.Payload;
import org.liveevents.topic.RawHeaders;
import org.liveevents.topic.RejectedHeaders;

/**
 * A record of the rejected topic. Anybody may have written it, so no header is taken to be there,
 * or to be short.
 *
 * @param replayCount how often it was replayed; 0 if it doesn't say
 * @param sourceId whence it came
 */
record RejectedRecord(
    Place place,
    Instant time,
    String code,
    String stage,
    String source,
    int replayCount,
    Optional<String> sourceId,
    Optional<String> eventName,
    Optional<String> signatureKid,
    Payload payload) {

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final String UNKNOWN = "unknown";

  static RejectedRecord of(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    return new RejectedRecord(
        new Place(record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        word(record, RejectedHeaders.CODE),
        word(record, RejectedHeaders.STAGE),
        word(record, RawHeaders.SOURCE),
        text(record, RejectedHeaders.REPLAY_COUNT)
            .filter(text -> text.matches("\\d{1,6}"))
            .map(Integer::parseInt)
            .orElse(0),
        text(record, RawHeaders.SOURCE_ID),
        text(record, RawHeaders.EVENT_NAME),
        text(record, RawHeaders.SIGNATURE_KID),
        Payload.of(value == null ? new byte[0] : value));
  }

  private static String word(ConsumerRecord<?, ?> record, String header) {
    return text(record, header).filter(text -> WORD.matcher(text).matches()).orElse(UNKNOWN);
  }

  private static Optional<String> text(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }
}
