package org.liveevents.streams.course;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * An interactive query whose answer is the store, to be read as often as is wanted. For each query
 * Kafka Streams makes a list of all tasks under a lock that restoring takes too, which costs as
 * much as reading a value. It shows what is in the store, and nothing of what a cache above it
 * would hold back; once it is closed, it throws {@link
 * org.apache.kafka.streams.errors.InvalidStateStoreException}. Whether it is still the store to be
 * asked is for the reader to find out.
 */
public record StoreItself() implements Query<KeyValueStore<Bytes, byte[]>> {}
