package org.liveevents.streams.course;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Whom this task is to forget. A person is kept out as soon as this instance knows of the wish, and
 * noted in the task's own store once everything known of it has been removed: the note moves with
 * the task, to an instance that may not know of the wish yet.
 */
final class Forgetting {

  /** Where the notes lie in the store of the views. */
  private static final String DONE = "forgotten";

  private final ReadOnlyKeyValueStore<String, byte[]> wanted;
  private final KeyValueStore<String, byte[]> store;
  private final Set<String> done = new HashSet<>();

  Forgetting(ProcessorContext<?, ?> context) {
    this.wanted = context.getStateStore(ForgottenPersons.STORE);
    this.store = context.getStateStore(Views.STORE);
    try (KeyValueIterator<String, byte[]> notes =
        store.range(Views.place(DONE, ""), Views.beyond(DONE))) {
      notes.forEachRemaining(note -> done.add(Views.key(note.key)));
    }
  }

  /** Whether nothing about that person is to be kept. Asked of every event: mostly of nobody. */
  boolean isForgotten(String person) {
    return done.contains(person)
        || (wanted.approximateNumEntries() > 0 && wanted.get(person) != null);
  }

  /** Those of whom something may be known still. */
  Set<String> due() {
    Set<String> due = new HashSet<>();
    try (KeyValueIterator<String, byte[]> all = wanted.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> person = all.next();
        if (!done.contains(person.key)) {
          due.add(person.key);
        }
      }
    }
    return due;
  }

  /** Nothing about them is known any more. */
  void done(Set<String> persons) {
    persons.forEach(person -> store.put(Views.place(DONE, person), new byte[0]));
    done.addAll(persons);
  }
}
