package org.liveevents.streams.course;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * What is no longer in the current facts. A version lies under the time at which it ended, when a
 * later word came: of a time asked for, the first that ended after it is the one that was known, so
 * that whatever ended long enough ago may go. The first word on an object costs nothing, and most
 * grades are given once. Together with the current facts they tell what was known at any time,
 * whatever order the words came in ({@link View#showAsOf}).
 */
final class Versions {

  /** A replaced value says of the last thing alone that it was said. */
  private static final int MOST_SAID = 1;

  /** How much longer the store keeps versions than one may ask back. */
  static final Duration MARGIN = Duration.ofDays(2);

  private final WindowStore<String, byte[]> store;

  /** The versions of a task. */
  Versions(ProcessorContext<?, ?> context) {
    this.store = context.getStateStore(Views.VERSIONS_STORE);
  }

  /** Keeps what a word ends, or what one that comes late would have changed. */
  void keep(View view, String key, @Nullable Facts before, Facts said) {
    long time = time(said);
    if (before == null || before.isEmpty() || time < 0) {
      return;
    }
    String place = Views.place(view.store(), key);
    long known = time(before);
    if (time > known) {
      put(place, before, time);
    } else if (time < known) {
      insert(view, place, before, said);
    }
  }

  /**
   * Puts a late word in its place: between what was known before it and what was known after, all
   * of which it has a part in. Before the first word of all nothing was known, and no version says
   * so.
   */
  private void insert(View view, String place, Facts current, Facts said) {
    long time = time(said);
    SortedMap<Long, Facts> later = endedAfter(place, time, time(current));
    Facts then = later.isEmpty() ? current : requireNonNull(later.get(later.firstKey()));
    long since = time(then);
    if (since > time) {
      put(place, said, since);
    } else if (since < time) {
      put(place, then, time);
    }
    later.forEach((end, facts) -> put(place, view.join(facts, said), end));
  }

  private SortedMap<Long, Facts> endedAfter(String place, long time, long latest) {
    SortedMap<Long, Facts> versions = new TreeMap<>();
    try (WindowStoreIterator<byte[]> ended = store.fetch(place, time + 1, latest)) {
      ended.forEachRemaining(version -> versions.put(version.key, FactsBytes.read(version.value)));
    }
    return versions;
  }

  private void put(String place, Facts facts, long end) {
    if (!facts.isEmpty()) {
      store.put(place, FactsBytes.write(facts.join(Facts.NONE, MOST_SAID)), end);
    }
  }

  /**
   * Removes what is told of persons.
   *
   * @param without the same facts without them
   * @param whole whether nothing is to be left
   */
  void forget(View view, String key, UnaryOperator<Facts> without, boolean whole) {
    String place = Views.place(view.store(), key);
    endedAfter(place, -1, Long.MAX_VALUE)
        .forEach(
            (end, before) -> {
              Facts after = without.apply(before);
              if (whole || !after.equals(before)) {
                store.put(place, whole ? null : FactsBytes.write(after), end);
              }
            });
  }

  private static long time(Facts facts) {
    return facts.latest().map(Stamp::time).orElse(-1L);
  }
}
