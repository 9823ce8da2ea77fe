package org.liveevents.streams.course;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.VersionedKeyValueStore;
import org.apache.kafka.streams.state.VersionedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is no longer in the current facts, by the time at which it was known. A word that comes in
 * its turn replaces facts as they stood: these are one version, so that the first word on an object
 * costs nothing, and most grades are given once. A word that comes late is a version by itself,
 * under its kind. Joined with the current facts they tell what was known at any time, whatever
 * order the words came in ({@link View#showAsOf}).
 */
final class Versions {

  /** The kind of what was replaced. */
  static final String REPLACED = "was";

  /** A replaced value says of the last thing alone that it was said. */
  private static final int MOST_SAID = 1;

  /** How much longer the store keeps versions than one may ask back. */
  static final Duration MARGIN = Duration.ofDays(2);

  private final VersionedKeyValueStore<String, byte[]> store;

  /** A version put further back than this, in milliseconds, might be refused. */
  private final long oldest;

  /**
   * The versions of a task.
   *
   * @param kept how far back may be asked
   */
  Versions(ProcessorContext<?, ?> context, Duration kept) {
    this.store = context.getStateStore(Views.VERSIONS_STORE);
    this.oldest = kept.plus(MARGIN.dividedBy(2)).toMillis();
  }

  /** Where versions of one kind are kept. */
  static String place(View view, String key, String kind) {
    return Views.place(view.store(), key) + "#" + kind;
  }

  /** Keeps what is said, or what it replaces. */
  void keep(View view, String key, String kind, @Nullable Facts before, Facts said) {
    long time = time(said);
    if (before == null || time < 0) {
      return;
    }
    long known = time(before);
    if (time > known) {
      // What was known then was still known when the time that is kept began.
      long at = Math.max(known, time - oldest);
      Facts replaced = before.join(Facts.NONE, MOST_SAID);
      store.put(place(view, key, REPLACED), FactsBytes.write(replaced), at);
    } else {
      putLate(view, place(view, key, kind), said, time);
    }
  }

  /**
   * What was said at one millisecond is one version: of two the store would keep the one put last.
   */
  private void putLate(View view, String place, Facts said, long time) {
    VersionedRecord<byte[]> same = store.get(place, time);
    Facts all =
        same != null && same.timestamp() == time
            ? view.join(FactsBytes.read(same.value()), said)
            : said;
    store.put(place, FactsBytes.write(all), time);
  }

  /**
   * Removes what is told of persons. The store keeps what is overwritten at a later time: each
   * version is overwritten at its own.
   *
   * @param without the same facts without them
   * @param whole whether nothing is to be left
   */
  void forget(View view, String key, UnaryOperator<Facts> without, boolean whole) {
    for (String kind : view.kinds()) {
      String place = place(view, key, kind);
      VersionedRecord<byte[]> version = store.get(place);
      while (version != null) {
        Facts before = FactsBytes.read(version.value());
        Facts after = without.apply(before);
        if (whole || !after.equals(before)) {
          store.put(place, whole ? null : FactsBytes.write(after), version.timestamp());
        }
        version = store.get(place, version.timestamp() - 1);
      }
    }
  }

  private static long time(Facts facts) {
    return facts.latest().map(Stamp::time).orElse(-1L);
  }
}
