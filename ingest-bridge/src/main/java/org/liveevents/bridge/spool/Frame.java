package org.liveevents.bridge.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Source;
import org.liveevents.event.Payload;

/**
 * A delivery as it lies in a segment.
 *
 * <pre>
 *   mark 4 │ length 4 │ CRC-32C 4 │ arrival 8 (ms), then source, source id, event name, kid, body:
 *          │          │           │ each its length 4 (-1 for none) and its bytes
 *          └ of what follows the checksum
 * </pre>
 *
 * A frame is proved by its mark, a length that fits and the checksum, so that frames behind damaged
 * bytes can be found again.
 */
final class Frame {

  static final int HEADER_BYTES = 12;

  /** Beyond the largest body a webhook may have, with its headers. */
  static final int MAX_CONTENT_BYTES = 4 * 1024 * 1024;

  private static final int MARK = 0x5E_1F_7A_C3;
  private static final byte[] NONE = {};

  private Frame() {}

  static ByteBuffer encode(Delivery delivery) {
    byte[] source = delivery.source().name().getBytes(UTF_8);
    byte[] sourceId = delivery.sourceId().getBytes(UTF_8);
    byte[] name = bytes(delivery.eventName());
    byte[] kid = bytes(delivery.signatureKid());
    byte[] body = delivery.body().bytes();
    int texts = source.length + sourceId.length + name.length + kid.length;
    int content = 8 + 5 * 4 + texts + body.length;
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + content);
    frame.putInt(MARK).putInt(content).putInt(0);
    frame.putLong(delivery.receivedAt().toEpochMilli());
    put(frame, true, source);
    put(frame, true, sourceId);
    put(frame, delivery.eventName().isPresent(), name);
    put(frame, delivery.signatureKid().isPresent(), kid);
    put(frame, true, body);
    frame.putInt(8, checksum(frame.slice(HEADER_BYTES, content)));
    return frame.flip();
  }

  /** The length of the frame that begins there, whole and unharmed; 0 if there is none. */
  static int lengthAt(ByteBuffer bytes, int start) {
    if (bytes.limit() - start < HEADER_BYTES || bytes.getInt(start) != MARK) {
      return 0;
    }
    int content = bytes.getInt(start + 4);
    if (content < 0
        || content > MAX_CONTENT_BYTES
        || content > bytes.limit() - start - HEADER_BYTES) {
      return 0;
    }
    boolean sound = checksum(bytes.slice(start + HEADER_BYTES, content)) == bytes.getInt(start + 8);
    return sound ? HEADER_BYTES + content : 0;
  }

  /** The delivery in a frame that {@link #lengthAt} found there. */
  static Delivery decode(ByteBuffer bytes, int start) {
    ByteBuffer frame = bytes.duplicate().position(start + HEADER_BYTES);
    Instant arrival = Instant.ofEpochMilli(frame.getLong());
    Source source = Source.valueOf(text(frame).orElseThrow());
    String sourceId = text(frame).orElseThrow();
    Optional<String> name = text(frame);
    Optional<String> kid = text(frame);
    byte[] body = take(frame).orElseThrow();
    return new Delivery(source, sourceId, arrival, Payload.of(body), name, kid);
  }

  private static byte[] bytes(Optional<String> text) {
    return text.map(some -> some.getBytes(UTF_8)).orElse(NONE);
  }

  private static void put(ByteBuffer frame, boolean present, byte[] bytes) {
    frame.putInt(present ? bytes.length : -1).put(bytes);
  }

  private static Optional<byte[]> take(ByteBuffer frame) {
    int length = frame.getInt();
    if (length < 0) {
      return Optional.empty();
    }
    byte[] bytes = new byte[length];
    frame.get(bytes);
    return Optional.of(bytes);
  }

  private static Optional<String> text(ByteBuffer frame) {
    return take(frame).map(bytes -> new String(bytes, UTF_8));
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
