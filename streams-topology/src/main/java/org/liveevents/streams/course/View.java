package org.liveevents.streams.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.LiveEvent;

/**
 * A per-course view as a commutative fold: the same events in any order give the same values. Every
 * key begins with the course, so that a course is one range of one partition.
 *
 * @param <S> the type of its values, an immutable record
 */
public interface View<S> {

  /** The name of its store, and the last part of its public topic. */
  String store();

  /** The type of its values. */
  Class<S> type();

  /**
   * What one event says.
   *
   * @param payload the parsed event; parsing is left to whoever needs it
   * @return the key and the value this event alone would give, or empty if it says nothing here
   */
  Optional<Entry<S>> read(LiveEvent event, Supplier<JsonNode> payload);

  /**
   * Joins what is known with what one event says; commutative and associative over events.
   *
   * @param known null if nothing is known yet
   */
  S merge(@Nullable S known, S said);

  /** A value and where it belongs. */
  record Entry<S>(String key, S value) {}
}
