package org.liveevents.streams.query;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.liveevents.event.CanvasId;
import org.liveevents.event.IdRules;

/** The parameters of one question, in path and query; what can't be read is a bad question. */
final class Parameters {

  private final Map<String, String> path;
  private final Map<String, List<String>> query;
  private final IdRules ids;
  private final PageLimits pages;

  Parameters(
      Map<String, String> path, Map<String, List<String>> query, IdRules ids, PageLimits pages) {
    this.path = Map.copyOf(path);
    this.query = Map.copyOf(query);
    this.ids = ids;
    this.pages = pages;
  }

  /**
   * Refuses every other query parameter: one that is ignored in silence would be taken for granted.
   */
  void allow(Set<String> names) {
    for (Map.Entry<String, List<String>> entry : query.entrySet()) {
      if (!names.contains(entry.getKey())) {
        throw new BadQuestion(
            "there is no such parameter here"
                + (names.isEmpty() ? "" : "; there are: " + String.join(", ", names)));
      }
      if (entry.getValue().size() > 1) {
        throw new BadQuestion("the parameter " + entry.getKey() + " is given more than once");
      }
    }
  }

  /** The canonical form of an id in the path. */
  String id(String name) {
    return canonical(name, path.getOrDefault(name, ""));
  }

  /** The canonical form of an id in the query. */
  Optional<String> idIfSet(String name) {
    return text(name).map(text -> canonical(name, text));
  }

  /** How many entries the page may have. */
  int limit() {
    return number("limit", 1, pages.most()).orElse(pages.normal());
  }

  /**
   * Where the page begins.
   *
   * @param question what is paged through, ids and filters included
   */
  Optional<Cursor> cursor(String question) {
    return text("cursor")
        .map(
            text ->
                Cursor.read(question, text)
                    .orElseThrow(
                        () -> new BadQuestion("cursor: not one this question has answered with")));
  }

  /** A whole number from low to high, both allowed. */
  OptionalInt number(String name, int low, int high) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    int number = text.get().matches("\\d{1,9}") ? Integer.parseInt(text.get()) : -1;
    if (number < low || number > high) {
      throw new BadQuestion(name + ": a whole number from " + low + " to " + high);
    }
    return OptionalInt.of(number);
  }

  /** A text to look for, without the space around it. */
  Optional<String> phrase(String name, int longest) {
    Optional<String> phrase = text(name).map(String::strip);
    if (phrase.isPresent() && (phrase.get().isEmpty() || phrase.get().length() > longest)) {
      throw new BadQuestion(name + ": 1 to " + longest + " characters");
    }
    return phrase;
  }

  /** {@code true} or {@code false}; false if unset. */
  boolean flag(String name) {
    return flagIfSet(name).orElse(false);
  }

  /** {@code true} or {@code false}. */
  Optional<Boolean> flagIfSet(String name) {
    return text(name)
        .map(
            text -> {
              if (!text.equals("true") && !text.equals("false")) {
                throw new BadQuestion(name + ": true or false");
              }
              return text.equals("true");
            });
  }

  /** Words of a list, separated by commas; all of them if unset. */
  Set<String> words(String name, List<String> all) {
    Set<String> words =
        text(name).map(text -> Set.copyOf(List.of(text.split(",", -1)))).orElse(Set.copyOf(all));
    if (!all.containsAll(words)) {
      throw new BadQuestion(name + ": some of " + String.join(", ", all));
    }
    return words;
  }

  /** An instant in ISO-8601, with its offset or Z. */
  Optional<Instant> instantIfSet(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeParseException e) {
                throw new BadQuestion(name + ": an instant, such as 2026-09-01T08:00:00Z");
              }
            });
  }

  /** What was asked for, ids canonical; without where a page begins and how long it is. */
  Map<String, String> asked() {
    Map<String, String> asked = new TreeMap<>();
    path.forEach((name, raw) -> asked.put(name, canonicalIfId(raw)));
    query.forEach((name, raw) -> asked.put(name, canonicalIfId(raw.get(0))));
    asked.keySet().removeAll(Set.of("cursor", "limit"));
    return asked;
  }

  /** The canonical form of an id; any other text as it is. */
  String canonicalIfId(String raw) {
    return !raw.isEmpty()
            && ids.canonical(raw, OptionalLong.empty()) instanceof CanvasId.Sharded sharded
        ? sharded.text()
        : raw;
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
  }

  private String canonical(String name, String raw) {
    if (!raw.isEmpty()
        && ids.canonical(raw, OptionalLong.empty()) instanceof CanvasId.Sharded sharded) {
      return sharded.text();
    }
    throw new BadQuestion(name + ": not a Canvas id, such as 21070000000000565, 2107~565 or 565");
  }
}
