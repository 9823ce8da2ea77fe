package org.liveevents.streams.window;

import java.nio.ByteBuffer;

/**
 * The keys on the shelf; all numbers are big-endian, so that their order is that of the bytes.
 *
 * <pre>
 *   1 | second of event time (5) | raw offset at release (6) | part (2)   a block
 *   2 | hour (4) | second (5) | raw offset at release (6) | part (2)      the block to forget after that hour
 *   3 | raw offset (8)                                                    the verdict on a refused record
 *   4 | raw offset (8)                                                    the verdict on a flagged event
 * </pre>
 */
final class ShelfKeys {

  /** Seconds beyond this many from 1970 share a bucket; a year has at most four digits. */
  private static final long FARTHEST_SECOND = 1L << 39;

  private static final long FARTHEST_HOUR = 1L << 31;
  private static final byte BLOCK = 1;
  private static final byte EXPIRY = 2;
  private static final byte REFUSED = 3;
  private static final byte FLAGGED = 4;
  private static final int BLOCK_ID = 13;
  private static final long HOUR = 3_600_000;

  private ShelfKeys() {}

  /** The bucket of an event time. */
  static long second(long time) {
    long second = Math.floorDiv(time, 1000L);
    return Math.max(-FARTHEST_SECOND, Math.min(FARTHEST_SECOND - 1, second));
  }

  /** The hour a time in milliseconds lies in. */
  static long hour(long time) {
    long hour = Math.floorDiv(time, HOUR);
    return Math.max(-FARTHEST_HOUR, Math.min(FARTHEST_HOUR - 1, hour));
  }

  static byte[] block(long second, long releasedAt, int part) {
    long biased = second + FARTHEST_SECOND;
    return ByteBuffer.allocate(1 + BLOCK_ID)
        .put(BLOCK)
        .put((byte) (biased >>> 32))
        .putInt((int) biased)
        .putShort((short) (releasedAt >>> 32))
        .putInt((int) releasedAt)
        .putShort((short) part)
        .array();
  }

  static byte[] firstBlock(long second) {
    return block(second, 0, 0);
  }

  static byte[] lastBlock(long second) {
    return block(second, (1L << 48) - 1, 0xFFFF);
  }

  static byte[] firstOfAll() {
    return firstBlock(-FARTHEST_SECOND);
  }

  static byte[] lastOfAll() {
    return lastBlock(FARTHEST_SECOND - 1);
  }

  static long secondOf(byte[] block) {
    return (ByteBuffer.wrap(block, 1, 8).getLong() >>> 24) - FARTHEST_SECOND;
  }

  static long releasedAt(byte[] block) {
    return ByteBuffer.wrap(block, 4, 8).getLong() & ((1L << 48) - 1);
  }

  static int partOf(byte[] block) {
    return ByteBuffer.wrap(block, 12, 2).getShort() & 0xFFFF;
  }

  static byte[] expiry(long hour, byte[] block) {
    return ByteBuffer.allocate(5 + BLOCK_ID)
        .put(EXPIRY)
        .putInt((int) (hour + FARTHEST_HOUR))
        .put(block, 1, BLOCK_ID)
        .array();
  }

  static byte[] firstExpiry(long hour) {
    return ByteBuffer.allocate(5).put(EXPIRY).putInt((int) (hour + FARTHEST_HOUR)).array();
  }

  static long hourOf(byte[] expiry) {
    return (ByteBuffer.wrap(expiry, 1, 4).getInt() & 0xFFFF_FFFFL) - FARTHEST_HOUR;
  }

  /** The block that an expiry key names. */
  static byte[] blockOf(byte[] expiry) {
    return ByteBuffer.allocate(1 + BLOCK_ID).put(BLOCK).put(expiry, 5, BLOCK_ID).array();
  }

  static byte[] refused(long offset) {
    return verdict(REFUSED, offset);
  }

  static byte[] flagged(long offset) {
    return verdict(FLAGGED, offset);
  }

  static long offsetOf(byte[] verdict) {
    return ByteBuffer.wrap(verdict, 1, 8).getLong();
  }

  private static byte[] verdict(byte kind, long offset) {
    return ByteBuffer.allocate(9).put(kind).putLong(offset).array();
  }
}
