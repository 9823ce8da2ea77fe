package org.liveevents.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Persons somebody wished to be forgotten. What events say of them is no longer what a state has to
 * be, and a while after the wish no state may tell of them.
 */
final class Forgotten {

  /** The fields that name persons, in a state value and in what it holds. */
  private static final Set<String> NAMING = Set.of("student", "user", "associated_user", "grader");

  /** So long a topology that runs may take to remove them. */
  private static final Duration REMOVAL = Duration.ofMinutes(1);

  private final Map<String, Long> wishes = new TreeMap<>();
  private final long due;

  /**
   * Nobody yet.
   *
   * @param now when the topics' ends were noted
   */
  Forgotten(Instant now) {
    this.due = now.minus(REMOVAL).toEpochMilli();
  }

  /** Takes a record of the topic of wishes; one without a value takes a wish back. */
  void add(Entry wish) {
    if (wish.key() == null) {
      return;
    }
    if (wish.value() == null) {
      wishes.remove(wish.key());
    } else {
      wishes.putIfAbsent(wish.key(), wish.timestamp());
    }
  }

  /** Whether a value tells of any of them. */
  boolean areIn(JsonNode value) {
    return !wishes.isEmpty() && names(value, Long.MAX_VALUE);
  }

  /** Whether it tells of one who should be gone by now. */
  boolean shouldBeGoneFrom(JsonNode value) {
    return !wishes.isEmpty() && names(value, due);
  }

  private boolean names(JsonNode value, long until) {
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode inside = field.getValue();
      if (NAMING.contains(field.getKey())
          && inside.isTextual()
          && wishes.getOrDefault(inside.textValue(), Long.MAX_VALUE) < until) {
        return true;
      }
      if (inside.isContainerNode() && names(inside, until)) {
        return true;
      }
    }
    if (value.isArray()) {
      for (JsonNode element : value) {
        if (names(element, until)) {
          return true;
        }
      }
    }
    return false;
  }
}
