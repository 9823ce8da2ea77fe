package org.liveevents.streams.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.liveevents.streams.course.Keys;
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

  /** For one question: each title is looked up once. */
  Lookup in(Contents contents) {
    return new Lookup(contents);
  }

  /** Titles already known. */
  final class Lookup {

    private final Contents contents;
    private final Map<String, Optional<String>> known = new HashMap<>();

    private Lookup(Contents contents) {
      this.contents = contents;
    }

    /** Adds the title; what the value says itself stands in where nobody knows it. */
    ObjectNode added(ObjectNode shown) {
      String key = Keys.of(shown.path("course").asText(), shown.path(id).asText());
      Optional<String> found = known.computeIfAbsent(key, this::find);
      if (found.isPresent()) {
        shown.put(title, found.get());
      } else if (!shown.has(title)) {
        shown.putNull(title);
      }
      return shown;
    }

    private Optional<String> find(String key) {
      return Stored.of(of)
          .one(contents, key)
          .map(shown -> shown.path("title"))
          .filter(JsonNode::isTextual)
          .map(JsonNode::textValue);
    }
  }
}
