package org.liveevents.tools.input;

import org.liveevents.event.Payload;

/**
 * One piece of a file: an event, or what stands where one should.
 *
 * @param position the line it begins in; with the column, in bytes, unless that is the first
 * @param payload its bytes; the beginning of them if it is larger than {@link
 *     ItemReader#MAX_ITEM_BYTES}
 * @param size how many bytes it has
 */
public record Item(String position, Payload payload, long size) {

  /** Whether the payload is all of it. */
  public boolean isWhole() {
    return payload.size() == size;
  }
}
