package org.liveevents.streams.query;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.Keys;
import org.liveevents.streams.course.Shown;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;

/**
 * Gives answers the title of what they are about, as it is called now.
 *
 * @param of the view that knows titles; its keys are course and id
 * @param id the field that names it
 * @param title the field the title goes to
 */
record Titles(View of, String id, String title) {

  /** Of assignments. */
  static final Titles OF_ASSIGNMENTS =
      new Titles(Views.ASSIGNMENT, "assignment", "assignment_title");

  /** Of quizzes. */
  static final Titles OF_QUIZZES = new Titles(Views.QUIZ, "quiz", "quiz_title");

  /** Of discussion topics. */
  static final Titles OF_TOPICS = new Titles(Views.DISCUSSION_TOPIC, "topic", "topic_title");

  /** For one question about one course: each title is looked up once. */
  Lookup in(Contents contents) {
    return new Lookup(contents);
  }

  /** What is to be written instead, where titles are looked up. */
  static Map<String, @Nullable String> of(Optional<Lookup> lookup, Shown shown) {
    return lookup.isPresent() ? lookup.get().of(shown) : Map.of();
  }

  /** Titles already known. */
  final class Lookup {

    private final Contents contents;

    /** What is to be written, by the id it is about. */
    private final Map<String, Map<String, @Nullable String>> known = new HashMap<>();

    private Lookup(Contents contents) {
      this.contents = contents;
    }

    /** The title, as it is to be written; null where nobody knows it but perhaps the value. */
    Map<String, @Nullable String> of(Shown shown) {
      return of(text(shown, "course"), text(shown, id));
    }

    private static String text(Shown shown, String field) {
      String text = shown.text(field);
      return text == null ? "" : text;
    }

    private Map<String, @Nullable String> of(String course, String about) {
      return known.computeIfAbsent(
          about, any -> Collections.singletonMap(title, find(Keys.of(course, about))));
    }

    private @Nullable String find(String key) {
      return contents
          .value(of.store(), key)
          .flatMap(value -> of.look(key, value))
          .map(shown -> shown.text("title"))
          .orElse(null);
    }
  }
}
