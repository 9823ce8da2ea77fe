package org.liveevents.envelope;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Canvas object in Caliper: {@code urn:instructure:canvas:<kind>:<id>}. Kinds may hold slashes
 * and colons themselves ({@code lti/tool_proxy}, {@code quizzes:quiz}), so the id is what follows
 * the last colon.
 *
 * @param kind such as {@code submission}, or {@code course:<id>:section}
 * @param id the id as sent
 */
record CanvasUrn(String kind, String id) {

  private static final String PREFIX = "urn:instructure:canvas:";
  private static final String COURSE = "course:";

  static Optional<CanvasUrn> parse(@Nullable String text) {
    if (text == null || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    int colon = text.lastIndexOf(':');
    return colon <= PREFIX.length() || colon == text.length() - 1
        ? Optional.empty()
        : Optional.of(
            new CanvasUrn(text.substring(PREFIX.length(), colon), text.substring(colon + 1)));
  }

  /** The course this is, or whose section this is. */
  Optional<String> course() {
    if (kind.equals("course")) {
      return Optional.of(id);
    }
    if (kind.startsWith(COURSE) && kind.endsWith(":section")) {
      String course = kind.substring(COURSE.length(), kind.length() - ":section".length());
      return course.isEmpty() ? Optional.empty() : Optional.of(course);
    }
    return Optional.empty();
  }

  /** The user this is; {@code user:0} is nobody. */
  Optional<String> user() {
    return kind.equals("user") && !id.equals("0") ? Optional.of(id) : Optional.empty();
  }
}
