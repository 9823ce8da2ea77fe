package org.liveevents.streams.query.kafka;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.UnknownStateStoreException;
import org.jspecify.annotations.Nullable;
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

  private final KafkaStreams streams;
  private final Ownership ownership;
  private final Restores restores;
  private final RawPosition raw;

  /**
   * Where raw offsets are known from.
   *
   * @param ledger the store with the books of each partition
   */
  public record RawPosition(String ledger, EndOffsets ends) {}

  /**
   * The stores of that client.
   *
   * @param restores registered there as the restore listener
   */
  public StreamsStores(
      KafkaStreams streams, Ownership ownership, Restores restores, RawPosition raw) {
    this.streams = streams;
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
      StreamsContents contents = new StreamsContents(streams, partition);
      // Before the read, so that it never claims more than was read.
      Optional<Books> books = contents.value(raw.ledger(), Books.KEY).map(Books::fromBytes);
      OptionalLong next = processed(books, partition);
      Optional<Excerpt<T>> excerpt = reading.from(contents);
      OptionalLong end = raw.ends().end(partition);
      // After a pause of the process, what was read may not have been ours any more.
      if (!isHeld(partition)) {
        return Answer.notReady(MOVED);
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
