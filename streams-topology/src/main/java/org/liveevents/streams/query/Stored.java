package org.liveevents.streams.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.ActivityHour;
import org.liveevents.streams.course.View;

/**
 * What a per-course store holds.
 *
 * @param store its name
 * @param show a value as it is answered, of its key and its bytes; empty if it is deleted
 * @param ofPersons whether values are students' records
 */
record Stored(
    String store, BiFunction<String, byte[], Optional<ObjectNode>> show, boolean ofPersons) {

  /** What that view holds. */
  static Stored of(View view) {
    return new Stored(view.store(), view::show, view.isOfPersons());
  }

  /** Activity by hour. */
  static Stored activity() {
    return new Stored(
        ActivityHour.STORE, (key, value) -> Optional.of(ActivityHour.show(key, value)), false);
  }

  /** One value. */
  Optional<ObjectNode> one(Contents contents, String key) {
    return contents.value(store, key).flatMap(value -> show.apply(key, value));
  }

  /** The latest event time in a value as it is answered; null if it tells none. */
  static @Nullable Instant eventTime(ObjectNode shown) {
    String time = shown.path("event_time").asText(shown.path("last_event_time").textValue());
    return time == null ? null : Instant.parse(time);
  }
}
