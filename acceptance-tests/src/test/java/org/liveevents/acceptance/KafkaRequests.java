package org.liveevents.acceptance;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;

/** Requests on their way to a broker: a length, then that many bytes that begin with what it is. */
final class KafkaRequests {

  private static final int LONGEST = 128 << 20;

  private KafkaRequests() {}

  /** The next one with its length; empty at the end. */
  static Optional<byte[]> next(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int length;
    try {
      length = data.readInt();
    } catch (EOFException e) {
      return Optional.empty();
    }
    if (length < Short.BYTES || length > LONGEST) {
      throw new IOException("no Kafka request");
    }
    ByteBuffer request = ByteBuffer.allocate(Integer.BYTES + length).putInt(length);
    data.readFully(request.array(), Integer.BYTES, length);
    return Optional.of(request.array());
  }

  /** What it asks for. */
  static ApiKeys kind(byte[] request) {
    return ApiKeys.forId(ByteBuffer.wrap(request).getShort(Integer.BYTES));
  }
}
