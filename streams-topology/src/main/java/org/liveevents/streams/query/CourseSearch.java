package org.liveevents.streams.query;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds courses by a piece of their name, code or id, in whatever case and spelling of letters; by
 * the whole id in any of its forms.
 *
 * @param folded what is looked for
 * @param id the course it is the id of; what isn't an id is nobody's
 */
record CourseSearch(String folded, String id) {

  /** So long may a text be that is looked for. */
  static final int LONGEST = 100;

  private static final CourseSearch EVERY = new CourseSearch("", "");

  /** Finds every course. */
  static CourseSearch every() {
    return EVERY;
  }

  static CourseSearch of(String text, String id) {
    return new CourseSearch(fold(text), id);
  }

  boolean finds(CourseListing.Entry course) {
    return folded.isEmpty()
        || course.course().equals(id)
        || Stream.of(course.course(), course.name(), course.code()).anyMatch(this::isIn);
  }

  private boolean isIn(@Nullable String text) {
    return text != null && fold(text).contains(folded);
  }

  /** Upper case, as one letter may have two lower ones. */
  private static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
  }
}
