package org.liveevents.streams.query.kafka;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.UnknownStateStoreException;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.ledger.Books;
import org.liveevents.streams.query.Answer;
import org.liveevents.streams.query.EndOffsets;
import org.liveevents.streams.query.Excerpt;
import org.liveevents.streams.query.Freshness;
import org.liveevents.streams.query.LocalStores;
import org.liveevents.streams.query.Ownership;
import org.liveevents.streams.query.Reading;

/**
 * The stores of a Streams client. What it reads may be a commit ahead of the topics: interactive
 * queries see what isn't committed yet.
 */
public final class StreamsStores implements LocalStores {

  private static final String MOVED = "the partition is moving or being restored";
  private static final String UNCONFIRMED = "it is not certain that the partition is still ours";
  private static final String UNREACHED = "how far behind the copy here is can't be told";
  private static final String FILLING = "the copy here is still being filled";

  private final KafkaStreams streams;
  private final Ownership ownership;
  private final Restores restores;
  private final Membership membership;
  private final RawPosition raw;
  private final Set<Integer> filled = ConcurrentHashMap.newKeySet();

  /**
   * Where raw offsets are known from.
   *
   * @param topic the raw topic's name
   * @param ledger the store with the books of each partition
   */
  public record RawPosition(String topic, String ledger, EndOffsets ends) {}

  /**
   * The stores of that client.
   *
   * @param restores registered there as the restore listener
   */
  public StreamsStores(
      KafkaStreams streams,
      Ownership ownership,
      Restores restores,
      Membership membership,
      RawPosition raw) {
    this.streams = streams;
    this.membership = membership;
    this.ownership = ownership;
    this.restores = restores;
    this.raw = raw;
  }

  @Override
  public <T> Answer<T> read(int partition, Reading<T> reading) {
    if (!isHeld(partition)) {
      return Answer.notReady(MOVED);
    }
    try {
      StreamsContents contents = StreamsContents.active(streams, partition);
      // Before the read, so that it never claims more than was read.
      Optional<Books> books = contents.value(raw.ledger(), Books.KEY).map(Books::fromBytes);
      OptionalLong next = processed(books, partition);
      Optional<Excerpt<T>> excerpt = reading.from(contents);
      OptionalLong end = raw.ends().end(partition);
      // After a pause of the process, what was read may not have been ours any more.
      if (!isHeld(partition)) {
        return Answer.notReady(MOVED);
      }
      if (!isConfirmed(partition)) {
        return Answer.notReady(UNCONFIRMED);
      }
      return excerpt
          .<Answer<T>>map(
              it -> new Answer.Found<>(it.value(), Freshness.active(next, end, it.eventTime())))
          .orElseGet(() -> new Answer.Absent<>(Freshness.active(next, end, null), since(books)));
    } catch (UnknownStateStoreException e) {
      throw e;
    } catch (NotHere e) {
      return Answer.notReady(String.valueOf(e.getMessage()));
    } catch (InvalidStateStoreException e) {
      return Answer.notReady(MOVED);
    }
  }

  @Override
  public <T> Answer<T> readCopy(int partition, Reading<T> reading) {
    if (!isCopied(partition)) {
      return Answer.notReady(MOVED);
    }
    try {
      StreamsContents contents = StreamsContents.copy(streams, partition);
      // Before the read, so that it never claims more than was read.
      OptionalLong next = Views.position(contents.value(Views.STORE, Views.POSITION));
      if (next.isEmpty() || !filled.contains(partition)) {
        return Answer.notReady(FILLING);
      }
      if (raw.ends().committedBefore(partition).isEmpty()) {
        return Answer.notReady(UNREACHED);
      }
      Optional<Excerpt<T>> excerpt = reading.from(contents);
      Optional<Books> books = contents.value(raw.ledger(), Books.KEY).map(Books::fromBytes);
      OptionalLong end = raw.ends().end(partition);
      if (!isCopied(partition)) {
        return Answer.notReady(MOVED);
      }
      long come = next.getAsLong();
      return excerpt
          .<Answer<T>>map(
              it -> new Answer.Found<>(it.value(), Freshness.standby(come, end, it.eventTime())))
          .orElseGet(() -> new Answer.Absent<>(Freshness.standby(come, end, null), since(books)));
    } catch (UnknownStateStoreException e) {
      throw e;
    } catch (NotHere e) {
      return Answer.notReady(String.valueOf(e.getMessage()));
    } catch (InvalidStateStoreException e) {
      return Answer.notReady(MOVED);
    }
  }

  /**
   * Finds out which copies here are filled: those that had, some time, all that was committed a few
   * seconds before. To be called every now and then. While a copy is filled from a compacted log it
   * lacks what it will have later; once filled it only falls behind.
   */
  public void lookAtCopies() {
    Set<Integer> copies = copies();
    filled.retainAll(copies);
    for (int partition : copies) {
      if (!filled.contains(partition) && isFilled(partition)) {
        filled.add(partition);
      }
    }
  }

  private boolean isFilled(int partition) {
    try {
      StreamsContents contents = StreamsContents.copy(streams, partition);
      OptionalLong next = Views.position(contents.value(Views.STORE, Views.POSITION));
      OptionalLong before = raw.ends().committedBefore(partition);
      return next.isPresent() && before.isPresent() && next.getAsLong() >= before.getAsLong();
    } catch (NotHere | InvalidStateStoreException e) {
      return false;
    }
  }

  private boolean isCopied(int partition) {
    return copies().contains(partition);
  }

  /** The partitions one of our threads keeps a copy of, and none processes. */
  private Set<Integer> copies() {
    Set<Integer> copies = new HashSet<>();
    threads().forEach(thread -> copies.addAll(rawOf(thread.standbyTasks())));
    threads().forEach(thread -> copies.removeAll(rawOf(thread.activeTasks())));
    return copies;
  }

  private Set<Integer> rawOf(Set<TaskMetadata> tasks) {
    return tasks.stream()
        .flatMap(task -> task.topicPartitions().stream())
        .filter(partition -> partition.topic().equals(raw.topic()))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }

  /**
   * Whether the group has confirmed the member that processes the partition. Without, a process
   * that was stopped for a minute would take itself for the owner until it hears of the others.
   */
  private boolean isConfirmed(int partition) {
    return processing(partition)
        .filter(thread -> membership.isConfirmed(thread.consumerClientId()))
        .isPresent();
  }

  private Optional<ThreadMetadata> processing(int partition) {
    return threads().stream()
        .filter(thread -> rawOf(thread.activeTasks()).contains(partition))
        .findFirst();
  }

  private Set<ThreadMetadata> threads() {
    return streams.state().isRunningOrRebalancing() ? streams.metadataForLocalThreads() : Set.of();
  }

  private static @Nullable Instant since(Optional<Books> books) {
    return books.map(Books::since).orElse(null);
  }

  private boolean isHeld(int partition) {
    return streams.state().isRunningOrRebalancing()
        && ownership.owner(partition).isHere()
        && !restores.isRestoring(partition);
  }

  /**
   * What the group has committed stands in only until there are books: after a pause another
   * instance may have committed more than is here.
   */
  private OptionalLong processed(Optional<Books> books, int partition) {
    return books
        .map(written -> OptionalLong.of(written.next()))
        .orElseGet(() -> raw.ends().committed(partition));
  }
}
