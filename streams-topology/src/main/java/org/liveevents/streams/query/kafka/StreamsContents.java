package org.liveevents.streams.query.kafka;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.liveevents.streams.query.Contents;
import org.liveevents.streams.query.KeyRange;

/** The active stores of one partition, by interactive queries. */
final class StreamsContents implements Contents {

  private final KafkaStreams streams;
  private final int partition;

  StreamsContents(KafkaStreams streams, int partition) {
    this.streams = streams;
    this.partition = partition;
  }

  @Override
  public Optional<byte[]> value(String store, String key) {
    return Optional.ofNullable(ask(store, KeyQuery.<String, byte[]>withKey(key)).getResult());
  }

  @Override
  public void scan(String store, KeyRange range, Visitor visitor) {
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
    QueryResult<R> result =
        streams
            .query(
                StateQueryRequest.inStore(store)
                    .withQuery(query)
                    .withPartitions(Set.of(partition))
                    .requireActive())
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
