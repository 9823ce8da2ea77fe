package org.liveevents.streams.query.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.liveevents.streams.course.Keys;
import org.liveevents.streams.query.Change;
import org.liveevents.streams.query.FeedPosition;
import org.liveevents.streams.query.FeedPosition.Place;

/**
 * Reads the stretch between two positions once more. A record that was the last one seen must still
 * be there: where compaction has been, tombstones may be gone as well, and the rest isn't whole.
 */
final class FeedAgain {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final long MOST_RECORDS = 100_000;

  private final KafkaConsumer<String, byte[]> reader;
  private final List<String> views;
  private final Map<String, TopicPartition> held;
  private final String course;
  private final FeedPosition to;
  private final List<Place> come;
  private final Map<TopicPartition, Long> unread = new HashMap<>();
  private final Map<TopicPartition, Long> ahead = new HashMap<>();
  private final Map<TopicPartition, Long> firsts = new HashMap<>();

  FeedAgain(
      KafkaConsumer<String, byte[]> reader,
      List<String> views,
      Map<String, TopicPartition> held,
      String course,
      FeedPosition from,
      FeedPosition to) {
    this.reader = reader;
    this.views = views;
    this.held = held;
    this.course = course;
    this.to = to;
    this.come = new ArrayList<>();
    for (int view = 0; view < views.size(); view++) {
      come.add(from.place(view));
    }
  }

  /** Tells all of it; false as soon as it turns out not to be whole. */
  boolean tell(Consumer<Change> consumer) {
    long most = 0;
    for (int view = 0; view < views.size(); view++) {
      Place from = come.get(view);
      long until = to.place(view).next();
      if (from.next() > until) {
        ahead.put(held.get(views.get(view)), from.next());
      } else if (from.next() < until) {
        unread.put(held.get(views.get(view)), until);
        firsts.put(held.get(views.get(view)), from.offset());
        most += until - from.next();
      }
    }
    return areThere() && most <= MOST_RECORDS && (unread.isEmpty() || read(consumer));
  }

  /** Another instance may be a little ahead of this one, but not of the log. */
  private boolean areThere() {
    Map<TopicPartition, Long> ends = ahead.isEmpty() ? Map.of() : reader.endOffsets(ahead.keySet());
    return ahead.entrySet().stream()
        .allMatch(it -> it.getValue() <= ends.getOrDefault(it.getKey(), 0L));
  }

  private boolean read(Consumer<Change> consumer) {
    reader.assign(unread.keySet());
    firsts.forEach(reader::seek);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!unread.isEmpty()) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        for (ConsumerRecord<String, byte[]> told : reader.poll(POLL)) {
          if (!take(told, consumer)) {
            return false;
          }
        }
        unread.entrySet().removeIf(it -> reader.position(it.getKey()) >= it.getValue());
      }
    } catch (OffsetOutOfRangeException e) {
      return false;
    }
    // Where no record came at all, none is left of what there was.
    return firsts.isEmpty();
  }

  private boolean take(ConsumerRecord<String, byte[]> told, Consumer<Change> consumer) {
    TopicPartition partition = new TopicPartition(told.topic(), told.partition());
    int view = views.indexOf(viewOf(partition));
    Long first = firsts.remove(partition);
    if (first != null && told.offset() != first) {
      return false;
    }
    boolean isNew = told.offset() >= come.get(view).next();
    if (isNew && told.offset() < to.place(view).next()) {
      come.set(view, Place.seen(told.offset()));
      if (Keys.courseOf(told.key()).equals(course)) {
        consumer.accept(StateFeed.change(views.get(view), told, new FeedPosition(come)));
      }
    }
    return true;
  }

  private String viewOf(TopicPartition partition) {
    return views.stream()
        .filter(view -> partition.equals(held.get(view)))
        .findFirst()
        .orElseThrow();
  }
}
