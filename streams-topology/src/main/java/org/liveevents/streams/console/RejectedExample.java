package org.liveevents.streams.console;

import org.jspecify.annotations.Nullable;

/**
 * One rejected record. Its bytes are as they came: students' data, and whatever else somebody sent.
 *
 * @param partition of the rejected topic
 * @param offset there
 * @param detail what was wrong, for the operator; holds no piece of the payload
 * @param originalTopic whence the topology read it; null if the bridge rejected it
 * @param originalPartition there
 * @param originalOffset there
 * @param replayCount how often it was sent again
 * @param size of the whole, in bytes
 * @param bytes its first ones, in base64
 * @param cut whether there are more
 */
public record RejectedExample(
    int partition,
    long offset,
    String detail,
    @Nullable String originalTopic,
    @Nullable String originalPartition,
    @Nullable String originalOffset,
    int replayCount,
    int size,
    String bytes,
    boolean cut) {

  /** So much of it is kept. */
  public static final int MOST_BYTES = 8 * 1024;

  /** The bytes stay out of every log. */
  @Override
  public String toString() {
    return "RejectedExample[" + partition + ":" + offset + "]";
  }
}
