package org.liveevents.streams.course;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.IdContext.Kind;

/**
 * Where one value of an event comes from.
 *
 * @param paths the places of the payload it needs
 * @param value reads it; null if it is absent
 */
record Source(List<String> paths, Function<Values, @Nullable Object> value) {

  /** States, types, dates: longer than any of them. */
  private static final int LONGEST_WORD = 512;

  /** An id; the first of those places that has one. */
  static Source id(String... paths) {
    return id(Kind.OTHER, paths);
  }

  /** A user's id; the first of those places that has one. */
  static Source user(String... paths) {
    return id(Kind.USER, paths);
  }

  /** A short text. */
  static Source word(String path) {
    return new Source(List.of(path), values -> values.text(path, LONGEST_WORD));
  }

  /** A text of any length Canvas sends. */
  static Source text(String path) {
    return new Source(List.of(path), values -> values.text(path));
  }

  static Source number(String path) {
    return new Source(List.of(path), values -> values.number(path));
  }

  static Source flag(String path) {
    return new Source(List.of(path), values -> values.flag(path));
  }

  /** What that kind of event says by itself. */
  static Source always(Object value) {
    return new Source(List.of(), values -> value);
  }

  /** When it was emitted. */
  static Source eventTime() {
    return new Source(List.of(), values -> values.event().time().toString());
  }

  /** Whether something stands there. */
  static Source has(String path) {
    return new Source(List.of(path), values -> values.has(path));
  }

  /** The first of both that is there. */
  Source or(Source other) {
    return new Source(
        Stream.concat(paths.stream(), other.paths.stream()).toList(),
        values -> {
          Object first = value.apply(values);
          return first == null ? other.value.apply(values) : first;
        });
  }

  /** Whether that is so, or the other thing is there. */
  Source isThere() {
    return new Source(paths, values -> value.apply(values) != null);
  }

  @Nullable Object of(Values values) {
    return value.apply(values);
  }

  private static Source id(Kind kind, String... paths) {
    // A Caliper entity is written as an object with an id, or as its id alone.
    List<String> places =
        Arrays.stream(paths)
            .flatMap(
                path ->
                    path.startsWith(CaliperPaths.EVENT)
                        ? Stream.of(path, path + "/id")
                        : Stream.of(path))
            .toList();
    return new Source(
        places,
        values -> {
          for (String path : paths) {
            String id = values.id(kind, path);
            if (id != null) {
              return id;
            }
          }
          return null;
        });
  }
}
