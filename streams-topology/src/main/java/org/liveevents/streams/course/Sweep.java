package org.liveevents.streams.course;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Goes through a task's views and removes the persons to be forgotten, some entries at a time: a
 * task that is busy for long loses its transaction. What comes in meanwhile is kept out anyway. One
 * that is interrupted begins anew.
 */
final class Sweep {

  private static final int ENTRIES_AT_ONCE = 20_000;

  private final Forgetting forgetting;
  private final StoredViews views;
  private final KeyValueStore<String, byte[]> store;
  private Set<String> persons = Set.of();
  private String from = "";

  Sweep(ProcessorContext<String, StateOutput> context, Forgetting forgetting, StoredViews views) {
    this.forgetting = forgetting;
    this.views = views;
    this.store = context.getStateStore(Views.STORE);
  }

  /**
   * Goes on, if there is somebody to forget.
   *
   * @param now the timestamp of what is published, milliseconds
   */
  void step(long now) {
    if (persons.isEmpty()) {
      persons = forgetting.due();
      from = "";
    }
    if (persons.isEmpty()) {
      return;
    }
    List<String> places = places();
    places.forEach(place -> views.forget(place, now));
    if (places.size() < ENTRIES_AT_ONCE) {
      forgetting.done(persons);
      persons = Set.of();
    } else {
      from = places.get(places.size() - 1) + '\0';
    }
  }

  /** The next ones; read before anything is written. */
  private List<String> places() {
    List<String> places = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all =
        from.isEmpty() ? store.all() : store.range(from, null)) {
      while (all.hasNext() && places.size() < ENTRIES_AT_ONCE) {
        KeyValue<String, byte[]> entry = all.next();
        places.add(entry.key);
      }
    }
    return places;
  }
}
