package org.liveevents.streams.query.kafka;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.VersionedKeyQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.VersionedRecord;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.Contents;
import org.liveevents.streams.query.KeyRange;

/** The stores of one partition, by interactive queries. */
final class StreamsContents implements Contents {

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

  @Override
  public Optional<byte[]> value(String store, String key) {
    boolean isView = VIEWS.contains(store);
    KeyQuery<String, byte[]> query = KeyQuery.withKey(isView ? Views.place(store, key) : key);
    return Optional.ofNullable(ask(isView ? Views.STORE : store, query).getResult());
  }

  @Override
  public Optional<byte[]> version(String store, String key, Instant at) {
    VersionedKeyQuery<String, byte[]> query =
        VersionedKeyQuery.<String, byte[]>withKey(key).asOf(at);
    VersionedRecord<byte[]> version = ask(store, query).getResult();
    return Optional.ofNullable(version).map(VersionedRecord::value);
  }

  @Override
  public void scan(String store, KeyRange range, Visitor visitor) {
    if (VIEWS.contains(store)) {
      scanStore(
          Views.STORE,
          new KeyRange(
              Views.place(store, range.from()),
              range.to().isEmpty() ? Views.beyond(store) : Views.place(store, range.to())),
          (place, value) -> visitor.visit(Views.key(place), value));
    } else {
      scanStore(store, range, visitor);
    }
  }

  private void scanStore(String store, KeyRange range, Visitor visitor) {
    RangeQuery<String, byte[]> query = query(range);
    try (KeyValueIterator<String, byte[]> entries = ask(store, query).getResult()) {
      while (entries.hasNext()) {
        KeyValue<String, byte[]> entry = entries.next();
        // The store's upper bound is inclusive, ours isn't.
        if (entry.key.equals(range.to()) || !visitor.visit(entry.key, entry.value)) {
          return;
        }
      }
    }
  }

  private static RangeQuery<String, byte[]> query(KeyRange range) {
    if (range.from().isEmpty()) {
      return range.to().isEmpty()
          ? RangeQuery.withNoBounds()
          : RangeQuery.withUpperBound(range.to());
    }
    return range.to().isEmpty()
        ? RangeQuery.withLowerBound(range.from())
        : RangeQuery.withRange(range.from(), range.to());
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
