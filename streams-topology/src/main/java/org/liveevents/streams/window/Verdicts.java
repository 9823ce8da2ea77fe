package org.liveevents.streams.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which raw records were refused, and under which line of the ledger, as long as a restore could
 * read them again: it must not judge them anew, with rules that may have changed.
 */
final class Verdicts {

  private final Shelf shelf;
  private final Deque<Long> offsets = new ArrayDeque<>();

  Verdicts(Shelf shelf) {
    this.shelf = shelf;
    stored().keySet().stream().sorted().forEach(offsets::add);
  }

  void refused(long offset, String line) {
    shelf.put(ShelfKeys.verdict(offset), line.getBytes(UTF_8));
    offsets.add(offset);
  }

  /** The line of the ledger of every refused record still kept, by its offset. */
  Map<Long, String> stored() {
    Map<Long, String> lines = new HashMap<>();
    shelf.scan(
        ShelfKeys.verdict(0),
        ShelfKeys.verdict(Long.MAX_VALUE),
        (key, value) -> {
          lines.put(ShelfKeys.offsetOf(key), new String(value, UTF_8));
          return true;
        });
    return lines;
  }

  /** Lets go of those before that offset. */
  void forgetBefore(long floor) {
    for (@Nullable Long first = offsets.peek();
        first != null && first < floor;
        first = offsets.peek()) {
      shelf.delete(ShelfKeys.verdict(offsets.remove()));
    }
  }
}
