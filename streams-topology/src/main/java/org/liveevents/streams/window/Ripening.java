package org.liveevents.streams.window;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Events by when they have waited long enough. Nearly all come in that order, as it goes by their
 * arrival: they stand in a line. Only what would jump it, or hold it up with a time ahead of its
 * arrival, costs a place in a queue.
 */
final class Ripening {

  private final Deque<HeldEvent> line = new ArrayDeque<>();
  private final PriorityQueue<HeldEvent> others =
      new PriorityQueue<>(Comparator.comparingLong(event -> event.ripeAt));

  void add(HeldEvent event) {
    @Nullable HeldEvent last = line.peekLast();
    if (event.time <= event.clock && (last == null || last.ripeAt <= event.ripeAt)) {
      line.add(event);
    } else {
      others.add(event);
    }
  }

  /** Removes one that is ripe before that time, in no certain order; null if there is none. */
  @Nullable HeldEvent next(long now) {
    @Nullable HeldEvent first = line.peek();
    if (first != null && first.ripeAt < now) {
      return line.remove();
    }
    @Nullable HeldEvent other = others.peek();
    return other != null && other.ripeAt < now ? others.remove() : null;
  }

  int size() {
    return line.size() + others.size();
  }

  void removeIf(Predicate<HeldEvent> unwanted) {
    line.removeIf(unwanted);
    others.removeIf(unwanted);
  }
}
