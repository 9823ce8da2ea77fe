package org.liveevents.streams.query;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.liveevents.streams.course.StateJson;

/**
 * What a per-course store holds.
 *
 * @param store its name
 * @param type of its values
 * @param eventTime of a value
 */
record Stored<S>(String store, Class<S> type, Function<S, Instant> eventTime) {

  /** A value from its bytes. */
  S read(byte[] value) {
    return StateJson.read(value, type);
  }

  /** One value. */
  Optional<Excerpt<S>> one(Contents contents, String key) {
    return contents
        .value(store, key)
        .map(this::read)
        .map(value -> new Excerpt<>(value, eventTime.apply(value)));
  }
}
