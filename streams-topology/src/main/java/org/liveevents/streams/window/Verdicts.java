package org.liveevents.streams.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingLong;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was found of raw records, as long as a restore could read them again: which were refused,
 * under which line of the ledger, and which events wait marked as breaking their schema, with where
 * they do. A restore must not judge them anew, with rules that may have changed.
 */
final class Verdicts {

  private final Shelf shelf;
  private final Deque<byte[]> keys = new ArrayDeque<>();

  Verdicts(Shelf shelf) {
    this.shelf = shelf;
    List<byte[]> known = new ArrayList<>();
    scan(ShelfKeys::refused, (key, text) -> known.add(key));
    scan(ShelfKeys::flagged, (key, text) -> known.add(key));
    known.sort(comparingLong(ShelfKeys::offsetOf));
    keys.addAll(known);
  }

  void refused(long offset, String line) {
    put(ShelfKeys.refused(offset), line);
  }

  void flagged(long offset, String detail) {
    put(ShelfKeys.flagged(offset), detail);
  }

  /** The line of the ledger of every refused record still kept, by its offset. */
  Map<Long, String> refused() {
    return stored(ShelfKeys::refused);
  }

  /** Where every flagged event still kept breaks its schema, by its offset. */
  Map<Long, String> flagged() {
    return stored(ShelfKeys::flagged);
  }

  /** Lets go of those before that offset. */
  void forgetBefore(long floor) {
    for (byte @Nullable [] first = keys.peek();
        first != null && ShelfKeys.offsetOf(first) < floor;
        first = keys.peek()) {
      shelf.delete(keys.remove());
    }
  }

  private void put(byte[] key, String text) {
    shelf.put(key, text.getBytes(UTF_8));
    keys.add(key);
  }

  private Map<Long, String> stored(LongFunction<byte[]> kind) {
    Map<Long, String> texts = new HashMap<>();
    scan(kind, (key, text) -> texts.put(ShelfKeys.offsetOf(key), new String(text, UTF_8)));
    return texts;
  }

  private void scan(LongFunction<byte[]> kind, BiConsumer<byte[], byte[]> to) {
    shelf.scan(
        kind.apply(0),
        kind.apply(Long.MAX_VALUE),
        (key, value) -> {
          to.accept(key, value);
          return true;
        });
  }
}
