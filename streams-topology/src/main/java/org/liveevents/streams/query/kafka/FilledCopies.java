package org.liveevents.streams.query.kafka;

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
  private final Set<Integer> filled = ConcurrentHashMap.newKeySet();

  FilledCopies(KafkaStreams streams, LocalTasks tasks, EndOffsets ends) {
    this.streams = streams;
    this.tasks = tasks;
    this.ends = ends;
  }

  /** Finds out anew. */
  void look() {
    Set<Integer> copies = tasks.copies();
    filled.retainAll(copies);
    for (int partition : copies) {
      if (!filled.contains(partition) && hasWhatWasCommitted(partition)) {
        filled.add(partition);
      }
    }
  }

  /** Whether there is a copy of that partition, and it is filled. */
  boolean isFilled(int partition) {
    return filled.contains(partition) && tasks.copies().contains(partition);
  }

  private boolean hasWhatWasCommitted(int partition) {
    try {
      StreamsContents contents = StreamsContents.copy(streams, partition);
      OptionalLong next = Views.position(contents.value(Views.STORE, Views.POSITION));
      OptionalLong before = ends.committedBefore(partition);
      return next.isPresent() && before.isPresent() && next.getAsLong() >= before.getAsLong();
    } catch (NotHere | InvalidStateStoreException e) {
      return false;
    }
  }
}
