package org.liveevents.streams.query.kafka;

import static org.liveevents.streams.query.Answer.notReady;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.UnknownStateStoreException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.ledger.Books;
import org.liveevents.streams.query.Answer;
import org.liveevents.streams.query.Contents;
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
  private final LocalTasks tasks;
  private final FilledCopies copies;

  /** While an assignment lasts, the stores of what is processed here stay the same. */
  private final WhileSame<StreamsMetadata, Integer, KeyValueStore<Bytes, byte[]>> views;

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
    this.tasks = new LocalTasks(streams, raw.topic());
    this.copies = new FilledCopies(streams, tasks, raw.ends());
    this.views =
        new WhileSame<>(
            this::assignment, partition -> StreamsContents.active(streams, partition).views());
  }

  /** Streams makes its metadata anew with each assignment; between two there is none. */
  private Collection<StreamsMetadata> assignment() {
    try {
      return streams.state() == KafkaStreams.State.RUNNING
          ? streams.metadataForAllStreamsClients()
          : List.of();
    } catch (IllegalStateException e) { // It has stopped meanwhile.
      return List.of();
    }
  }

  /** To be called every now and then: finds out which copies may be read. */
  public void lookAtCopies() {
    copies.look();
  }

  @Override
  public <T> Answer<T> read(int partition, Reading<T> reading) {
    return guarded(() -> isHeld(partition) ? readActive(partition, reading) : notReady(MOVED));
  }

  private <T> Answer<T> readActive(int partition, Reading<T> reading) {
    // Before the read, so that it never claims more than was read.
    OptionalLong committed = raw.ends().committed(partition);
    StreamsContents active = StreamsContents.active(streams, partition);
    KeyValueStore<Bytes, byte[]> known = views.of(partition);
    Seen<T> seen = see(active.in(known.isOpen() ? known : active.views()), reading);
    // What the group has committed stands in only until the views say how far they are: after a
    // pause another instance may have committed more than is here.
    OptionalLong next = seen.next.isPresent() ? seen.next : committed;
    OptionalLong end = raw.ends().end(partition);
    // After a pause of the process, what was read may not have been ours any more.
    if (!isHeld(partition)) {
      return notReady(MOVED);
    }
    return isConfirmed(partition)
        ? answer(seen, eventTime -> Freshness.active(next, end, eventTime))
        : notReady(UNCONFIRMED);
  }

  /**
   * What was there to be read.
   *
   * @param next the raw offset after the last record in it, at least
   * @param since the arrival of the partition's first record, where nothing was found
   */
  private record Seen<T>(
      OptionalLong next, Optional<Excerpt<T>> excerpt, Optional<Instant> since) {}

  private <T> Seen<T> see(Contents contents, Reading<T> reading) {
    // Before the read, so that it never claims more than was read.
    OptionalLong next = Views.position(contents.value(Views.STORE, Views.POSITION));
    Optional<Excerpt<T>> excerpt = reading.from(contents);
    Optional<Instant> since =
        excerpt.isPresent()
            ? Optional.empty()
            : contents.value(raw.ledger(), Books.KEY).map(Books::extent).map(Books.Extent::since);
    return new Seen<>(next, excerpt, since);
  }

  @Override
  public <T> Answer<T> readCopy(int partition, Reading<T> reading) {
    return guarded(
        () -> copies.isFilled(partition) ? copied(partition, reading) : notReady(FILLING));
  }

  private <T> Answer<T> copied(int partition, Reading<T> reading) {
    StreamsContents copy = StreamsContents.copy(streams, partition);
    Seen<T> seen = see(copy.in(copy.views()), reading);
    // A look at the broker that is too old would make the lag look small.
    if (seen.next.isEmpty() || raw.ends().committedBefore(partition).isEmpty()) {
      return notReady(UNREACHED);
    }
    OptionalLong end = raw.ends().end(partition);
    return tasks.copies().contains(partition)
        ? answer(seen, eventTime -> Freshness.standby(seen.next.getAsLong(), end, eventTime))
        : notReady(MOVED);
  }

  private static <T> Answer<T> answer(
      Seen<T> seen, Function<@Nullable Instant, Freshness> freshness) {
    return seen.excerpt
        .<Answer<T>>map(it -> new Answer.Found<>(it.value(), freshness.apply(it.eventTime())))
        .orElseGet(() -> new Answer.Absent<>(freshness.apply(null), seen.since.orElse(null)));
  }

  /** What can't be read at the moment is not ready. */
  private static <T> Answer<T> guarded(Supplier<Answer<T>> read) {
    try {
      return read.get();
    } catch (UnknownStateStoreException e) {
      throw e;
    } catch (NotHere e) {
      return notReady(String.valueOf(e.getMessage()));
    } catch (InvalidStateStoreException e) {
      return notReady(MOVED);
    }
  }

  /**
   * Whether the group has confirmed the member that processes the partition. Without, a process
   * that was stopped for a minute would take itself for the owner until it hears of the others.
   */
  private boolean isConfirmed(int partition) {
    return tasks.consumerOf(partition).filter(membership::isConfirmed).isPresent();
  }

  private boolean isHeld(int partition) {
    return streams.state().isRunningOrRebalancing()
        && ownership.owner(partition).isHere()
        && !restores.isRestoring(partition);
  }
}
