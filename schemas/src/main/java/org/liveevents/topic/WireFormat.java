package org.liveevents.topic;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How a value tells which schema in the registry it follows, as Confluent's clients read and write
 * it.
 *
 * <pre>
 * byte 0      always 0
 * byte 1..4   the schema's id, big-endian
 * byte 5..    the JSON
 * </pre>
 */
public final class WireFormat {

  /** How many bytes stand before the JSON. */
  public static final int PREFIX_BYTES = 5;

  private static final byte MAGIC = 0;

  private WireFormat() {}

  /** What stands before values of the schema with that id. */
  public static byte[] prefix(int schemaId) {
    return ByteBuffer.allocate(PREFIX_BYTES).put(MAGIC).putInt(schemaId).array();
  }

  /** The JSON of a value, whether it is framed or plain: no JSON text begins with a zero byte. */
  public static byte[] json(byte[] value) {
    boolean isFramed = value.length >= PREFIX_BYTES && value[0] == MAGIC;
    return isFramed ? Arrays.copyOfRange(value, PREFIX_BYTES, value.length) : value;
  }

  /** The prefix and the value in one. */
  public static byte[] framed(byte[] prefix, byte[] value) {
    byte[] framed = new byte[prefix.length + value.length];
    System.arraycopy(prefix, 0, framed, 0, prefix.length);
    System.arraycopy(value, 0, framed, prefix.length, value.length);
    return framed;
  }
}
