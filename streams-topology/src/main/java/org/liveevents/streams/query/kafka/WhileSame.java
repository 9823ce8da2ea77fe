package org.liveevents.streams.query.kafka;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What has been worked out of a list, for as long as it holds the very same objects. The list is
 * looked at each time, before and after something is worked out of it, so that nothing is ever told
 * of another list than the one that was there when it was asked. For many threads.
 *
 * @param <E> what the list holds
 * @param <K> what is asked about
 * @param <V> what is told of it
 */
final class WhileSame<E, K, V> {

  private record Known<E, K, V>(List<E> of, Map<K, V> values) {

    /** Objects, not values: what is held here is never taken for something new. */
    @SuppressWarnings("ReferenceEquality") // The very same is what is asked for.
    boolean isOf(Collection<E> now) {
      if (of.isEmpty() || now.size() != of.size()) {
        return false;
      }
      Iterator<E> others = now.iterator();
      for (E mine : of) {
        if (!others.hasNext() || others.next() != mine) {
          return false;
        }
      }
      return true;
    }
  }

  private final Supplier<? extends Collection<E>> list;
  private final Function<K, V> work;
  private volatile Known<E, K, V> known = new Known<>(List.of(), Map.of());

  /**
   * Remembers what that function tells.
   *
   * @param list what it is told of, as it is now; a change brings other objects
   * @param work works it out of the list as it is now
   */
  WhileSame(Supplier<? extends Collection<E>> list, Function<K, V> work) {
    this.list = list;
    this.work = work;
  }

  /** What is told of that; of an empty list nothing is remembered. */
  V of(K key) {
    Collection<E> now = list.get();
    Known<E, K, V> before = known;
    Known<E, K, V> same =
        before.isOf(now) ? before : new Known<>(List.copyOf(now), new ConcurrentHashMap<>());
    V remembered = same.values.get(key);
    if (remembered != null) {
      return remembered;
    }
    V worked = work.apply(key);
    if (same.isOf(list.get())) {
      same.values.put(key, worked);
      known = same;
    }
    return worked;
  }
}
