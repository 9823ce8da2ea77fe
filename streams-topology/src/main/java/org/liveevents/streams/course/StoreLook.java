package org.liveevents.streams.course;

import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * An interactive query that may read a store several times. For each query Kafka Streams makes a
 * list of all tasks under a lock that restoring takes too, which costs as much as reading a value.
 * It sees what is in the store, and nothing of what a cache above it would hold back.
 *
 * @param reading is given the store while it is asked, and keeps nothing of it
 * @param <R> what comes out; never null
 */
public record StoreLook<R>(Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> reading)
    implements Query<R> {}
