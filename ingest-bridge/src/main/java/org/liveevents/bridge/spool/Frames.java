package org.liveevents.bridge.spool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.liveevents.bridge.intake.Delivery;

/**
 * What was found in a stretch of a segment.
 *
 * @param found the whole frames, in order
 * @param damagedBytes bytes that are no frame, with frames behind them or a whole frame's length:
 *     something that was once written is harmed
 * @param tornBytes bytes at the end that are no frame: its writing was never finished, so it was
 *     never acknowledged
 */
record Frames(List<Located> found, int damagedBytes, int tornBytes) {

  /** A delivery, and where in the segment its frame ends. */
  record Located(Delivery delivery, long end) {}

  Frames {
    found = List.copyOf(found);
  }

  /**
   * Reads all frames.
   *
   * @param from where in the segment these bytes begin
   */
  static Frames in(ByteBuffer bytes, long from) {
    List<Located> found = new ArrayList<>();
    int damaged = 0;
    int lastEnd = 0;
    int at = 0;
    while (at < bytes.limit()) {
      int length = Frame.lengthAt(bytes, at);
      if (length == 0) {
        at++;
        continue;
      }
      damaged += at - lastEnd;
      at += length;
      lastEnd = at;
      found.add(new Located(Frame.decode(bytes, at - length), from + at));
    }
    int rest = bytes.limit() - lastEnd;
    return isTorn(bytes, lastEnd)
        ? new Frames(found, damaged, rest)
        : new Frames(found, damaged + rest, 0);
  }

  /** Whether the writing stopped within a frame, or the file was made longer and never filled. */
  private static boolean isTorn(ByteBuffer bytes, int start) {
    int rest = bytes.limit() - start;
    if (rest < Frame.HEADER_BYTES) {
      return true;
    }
    int content = bytes.getInt(start + 4);
    if (content > rest - Frame.HEADER_BYTES) {
      return true;
    }
    for (int i = start; i < bytes.limit(); i++) {
      if (bytes.get(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
