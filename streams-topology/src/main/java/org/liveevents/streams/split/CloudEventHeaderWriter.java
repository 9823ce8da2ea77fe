package org.liveevents.streams.split;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.streams.flow.OrderedEvent;
import org.liveevents.streams.flow.OrderedEvent.Turn;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.topic.CloudEventHeaders;
import org.liveevents.topic.RawHeaders;

/**
 * Writes the CloudEvents headers of typed topics. Not safe to share between threads: it remembers
 * encoded values.
 */
final class CloudEventHeaderWriter {

  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.'000Z'").withZone(ZoneOffset.UTC);
  private static final int MILLIS_FROM_THE_END = 4;
  private static final byte[] VERSION = utf8(CloudEventHeaders.SPEC_VERSION_1_0);
  private static final byte[] TRUE = utf8("true");
  private static final int REMEMBERED = 1000;

  private final Map<String, byte[]> encoded = new HashMap<>();
  private Instant second = Instant.EPOCH;
  private byte[] secondText = utf8(RFC_3339.format(second));

  Headers headers(OrderedEvent ordered) {
    ReceivedEvent received = ordered.received();
    LiveEvent event = received.event();
    Headers headers = new RecordHeaders();
    headers.add(CloudEventHeaders.SPEC_VERSION, VERSION);
    headers.add(CloudEventHeaders.ID, utf8(event.id().toString()));
    headers.add(CloudEventHeaders.SOURCE, remembered("https://" + event.origin()));
    headers.add(CloudEventHeaders.TYPE, remembered(type(event)));
    headers.add(CloudEventHeaders.TIME, rfc3339(event.time()));
    headers.add(CloudEventHeaders.SUBJECT, utf8(event.scope().key()));
    if (ordered.turn() == Turn.LATE) {
      headers.add(CloudEventHeaders.LATE, TRUE);
    }
    if (ordered.turn() == Turn.FUTURE) {
      headers.add(CloudEventHeaders.FUTURE, TRUE);
    }
    if (ordered.turn() == Turn.EARLY) {
      headers.add(CloudEventHeaders.EARLY, TRUE);
    }
    if (!received.isValid()) {
      headers.add(CloudEventHeaders.INVALID, utf8(received.invalid()));
    }
    if (!received.source().isEmpty()) {
      headers.add(RawHeaders.SOURCE, remembered(received.source()));
    }
    if (!received.receivedAt().isEmpty()) {
      headers.add(RawHeaders.RECEIVED_AT, utf8(received.receivedAt()));
    }
    return headers;
  }

  /** Events leave in order, so that one second is written out once for many. */
  private byte[] rfc3339(Instant time) {
    if (time.getEpochSecond() != second.getEpochSecond()) {
      second = time;
      secondText = utf8(RFC_3339.format(time));
    }
    byte[] text = secondText.clone();
    int millis = time.getNano() / 1_000_000;
    for (int digit = text.length - MILLIS_FROM_THE_END + 2; millis > 0; digit--) {
      text[digit] += (byte) (millis % 10);
      millis /= 10;
    }
    return text;
  }

  private static String type(LiveEvent event) {
    return CloudEventHeaders.TYPE_PREFIX
        + (event.format() == PayloadFormat.CALIPER ? "caliper." : "")
        + event.name().speakable();
  }

  private byte[] remembered(String text) {
    if (encoded.size() > REMEMBERED) {
      encoded.clear();
    }
    return encoded.computeIfAbsent(text, CloudEventHeaderWriter::utf8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
