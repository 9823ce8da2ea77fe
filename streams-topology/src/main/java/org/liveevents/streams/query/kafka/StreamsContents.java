package org.liveevents.streams.query.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.WindowKeyQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.liveevents.streams.course.StoreItself;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.Contents;
import org.liveevents.streams.query.KeyRange;

/** The stores of one partition, by interactive queries. */
final class StreamsContents {

  private static final Instant END_OF_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);
  private static final Set<String> VIEWS = Set.copyOf(Views.topics());

  private final KafkaStreams streams;
  private final int partition;
  private final boolean isCopy;

  private StreamsContents(KafkaStreams streams, int partition, boolean isCopy) {
    this.streams = streams;
    this.partition = partition;
    this.isCopy = isCopy;
  }

  /** Of a partition that is processed here. */
  static StreamsContents active(KafkaStreams streams, int partition) {
    return new StreamsContents(streams, partition, false);
  }

  /** Of a partition that is processed elsewhere. */
  static StreamsContents copy(KafkaStreams streams, int partition) {
    return new StreamsContents(streams, partition, true);
  }

  /**
   * The store with the views.
   *
   * @throws NotHere if it can't be read at the moment
   */
  KeyValueStore<Bytes, byte[]> views() {
    return ask(Views.STORE, new StoreItself()).getResult();
  }

  /**
   * What is in them.
   *
   * @param views the store with the views
   */
  Contents in(ReadOnlyKeyValueStore<Bytes, byte[]> views) {
    return new Look(views);
  }

  /** The views in their store, and the others by queries of their own. */
  private final class Look implements Contents {

    private final ReadOnlyKeyValueStore<Bytes, byte[]> views;

    Look(ReadOnlyKeyValueStore<Bytes, byte[]> views) {
      this.views = views;
    }

    @Override
    public Optional<byte[]> value(String store, String key) {
      if (VIEWS.contains(store)) {
        return Optional.ofNullable(views.get(bytes(Views.place(store, key))));
      }
      return Optional.ofNullable(
          store.equals(Views.STORE)
              ? views.get(bytes(key))
              : ask(store, KeyQuery.<String, byte[]>withKey(key)).getResult());
    }

    @Override
    public Optional<byte[]> version(String store, String key, Instant at) {
      WindowKeyQuery<String, byte[]> query =
          WindowKeyQuery.withKeyAndWindowStartRange(key, at.plusMillis(1), END_OF_TIME);
      try (WindowStoreIterator<byte[]> versions = ask(store, query).getResult()) {
        return versions.hasNext() ? Optional.of(versions.next().value) : Optional.empty();
      }
    }

    @Override
    public void scan(String view, KeyRange range, Visitor visitor) {
      int before = bytes(Views.place(view, "")).get().length;
      Bytes from = bytes(Views.place(view, range.from()));
      Bytes to = bytes(range.to().isEmpty() ? Views.beyond(view) : Views.place(view, range.to()));
      try (KeyValueIterator<Bytes, byte[]> entries = views.range(from, to)) {
        while (entries.hasNext()) {
          KeyValue<Bytes, byte[]> entry = entries.next();
          byte[] place = entry.key.get();
          String key = new String(place, before, place.length - before, UTF_8);
          // The store's upper bound is inclusive, ours isn't.
          if (entry.key.equals(to) || !visitor.visit(key, entry.value)) {
            return;
          }
        }
      }
    }

    private static Bytes bytes(String key) {
      return Bytes.wrap(key.getBytes(UTF_8));
    }
  }

  private <R> QueryResult<R> ask(String store, Query<R> query) {
    StateQueryRequest<R> request =
        StateQueryRequest.inStore(store).withQuery(query).withPartitions(Set.of(partition));
    QueryResult<R> result =
        streams
            .query(isCopy ? request : request.requireActive())
            .getPartitionResults()
            .get(partition);
    if (result == null) {
      throw new NotHere("the partition is not held here");
    }
    if (result.isSuccess()) {
      return result;
    }
    switch (result.getFailureReason()) {
      case NOT_ACTIVE -> throw new NotHere("the partition is not processed here yet");
      case NOT_PRESENT -> throw new NotHere("the partition is not held here");
      case NOT_UP_TO_BOUND -> throw new NotHere("the partition is behind");
      case STORE_EXCEPTION -> throw new NotHere("the store is closed at the moment");
      default ->
          // UNKNOWN_QUERY_TYPE, DOES_NOT_EXIST: the question is wrong, and stays wrong.
          throw new IllegalStateException(
              "the store " + store + " refuses: " + result.getFailureReason());
    }
  }
}
