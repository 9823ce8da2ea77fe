package org.liveevents.streams.query.kafka;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.EndOffsets;

/**
 * The copies here that once had all that was committed a few seconds before. While a copy is filled
 * from a compacted log it lacks what it will have later, and "not found" would mean nothing; once
 * filled it only falls behind.
 */
final class FilledCopies {

  private final KafkaStreams streams;
  private final LocalTasks tasks;
  private final EndOffsets ends;

  /** The raw offset each had come to when it was last looked at. */
  private final Map<Integer, Long> filled = new ConcurrentHashMap<>();

  FilledCopies(KafkaStreams streams, LocalTasks tasks, EndOffsets ends) {
    this.streams = streams;
    this.tasks = tasks;
    this.ends = ends;
  }

  /** Finds out anew. */
  void look() {
    Set<Integer> copies = tasks.copies();
    filled.keySet().retainAll(copies);
    copies.forEach(this::look);
  }

  private void look(int partition) {
    OptionalLong next = position(partition);
    OptionalLong before = ends.committedBefore(partition);
    Long known = filled.get(partition);
    if (next.isEmpty() || (known != null && next.getAsLong() < known)) {
      // Begun anew, as after a corrupted store was wiped.
      filled.remove(partition);
    } else if (known != null || (before.isPresent() && next.getAsLong() >= before.getAsLong())) {
      filled.put(partition, next.getAsLong());
    }
  }

  /** Whether there is a copy of that partition, and it is filled. */
  boolean isFilled(int partition) {
    return filled.containsKey(partition) && tasks.copies().contains(partition);
  }

  private OptionalLong position(int partition) {
    try {
      StreamsContents copy = StreamsContents.copy(streams, partition);
      return Views.position(copy.in(copy.views()).value(Views.STORE, Views.POSITION));
    } catch (NotHere | InvalidStateStoreException e) {
      return OptionalLong.empty();
    }
  }
}
