package org.liveevents.streams.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.ActivityHour;
import org.liveevents.streams.course.Shown;
import org.liveevents.streams.course.View;

/**
 * What a per-course store holds.
 *
 * @param store its name
 * @param show a value as a tree, of its key and its bytes; empty if it is deleted
 * @param look the same, to be written without a tree
 * @param ofPersons whether values are students' records
 */
record Stored(
    String store,
    BiFunction<String, byte[], Optional<ObjectNode>> show,
    BiFunction<String, byte[], Optional<Shown>> look,
    boolean ofPersons) {

  /** What that view holds. */
  static Stored of(View view) {
    return new Stored(view.store(), view::show, view::look, view.isOfPersons());
  }

  /** Activity by hour. */
  static Stored activity() {
    return new Stored(
        ActivityHour.STORE,
        (key, value) -> Optional.of(ActivityHour.show(key, value)),
        (key, value) -> Optional.of(Shown.of(ActivityHour.show(key, value))),
        false);
  }

  /** One value. */
  Optional<ObjectNode> one(Contents contents, String key) {
    return contents.value(store, key).flatMap(value -> show.apply(key, value));
  }

  /** The latest event time in a value as it is answered; null if it tells none. */
  static @Nullable Instant eventTime(ObjectNode shown) {
    return Shown.of(shown).eventTime();
  }
}
