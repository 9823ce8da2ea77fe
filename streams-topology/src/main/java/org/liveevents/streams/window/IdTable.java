package org.liveevents.streams.window;

import java.util.Arrays;
import org.liveevents.event.EventId;

/**
 * Until when ids are remembered: a hash table in three arrays, at most 48 bytes an id. Ids are
 * hashes already.
 */
final class IdTable {

  private static final long NONE = Long.MIN_VALUE;

  private long[] high = new long[0];
  private long[] low = new long[0];
  private long[] until = new long[0];
  private int size;

  int size() {
    return size;
  }

  /** Whether that id is remembered at that time. */
  boolean isRemembered(EventId id, long now) {
    if (size == 0) {
      return false;
    }
    long known = until[slot(id.high(), id.low())];
    return known != NONE && now <= known;
  }

  /** Remembers an id, until the later of what is known and this. */
  void remember(EventId id, long rememberedUntil) {
    if (2 * size >= until.length) {
      grow();
    }
    int slot = slot(id.high(), id.low());
    if (until[slot] == NONE) {
      size++;
    }
    high[slot] = id.high();
    low[slot] = id.low();
    until[slot] = Math.max(until[slot], rememberedUntil);
  }

  private int slot(long idHigh, long idLow) {
    int mask = until.length - 1;
    int slot = (int) (idLow ^ idHigh >>> 7) & mask;
    while (until[slot] != NONE && (low[slot] != idLow || high[slot] != idHigh)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    long[] oldUntil = until;
    int room = Math.max(8, until.length * 2);
    high = new long[room];
    low = new long[room];
    until = new long[room];
    Arrays.fill(until, NONE);
    for (int i = 0; i < oldUntil.length; i++) {
      if (oldUntil[i] != NONE) {
        int slot = slot(oldHigh[i], oldLow[i]);
        high[slot] = oldHigh[i];
        low[slot] = oldLow[i];
        until[slot] = oldUntil[i];
      }
    }
  }
}
