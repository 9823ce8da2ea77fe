package org.liveevents.streams.course;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys of the per-course stores: canonical ids joined by slashes, the course first. An id that
 * isn't one of Canvas' own may hold a slash: it is written {@code %2F}, and a percent sign {@code
 * %25}.
 */
public final class Keys {

  private static final char SEPARATOR = '/';

  private Keys() {}

  /** A key of these ids. */
  public static String of(String course, List<String> rest) {
    if (rest.isEmpty()) {
      return escaped(course);
    }
    StringBuilder key = new StringBuilder(escaped(course));
    rest.forEach(id -> key.append(SEPARATOR).append(escaped(id)));
    return key.toString();
  }

  /** A key of these ids. */
  public static String of(String course, String... rest) {
    return of(course, List.of(rest));
  }

  /** The ids a key is made of. */
  static List<String> parts(String key) {
    List<String> parts = new ArrayList<>(4);
    int from = 0;
    for (int end = key.indexOf(SEPARATOR); end >= 0; end = key.indexOf(SEPARATOR, from)) {
      parts.add(unescaped(key.substring(from, end)));
      from = end + 1;
    }
    parts.add(unescaped(key.substring(from)));
    return parts;
  }

  /** The course a key begins with. */
  public static String courseOf(String key) {
    int end = key.indexOf(SEPARATOR);
    return end < 0 ? key : key.substring(0, end);
  }

  /** The lowest key of a range that has more than that key in it. */
  public static String first(String key) {
    return key + SEPARATOR;
  }

  /** A key beyond all keys of the range of that key. */
  public static String beyond(String key) {
    return key + (char) (SEPARATOR + 1);
  }

  private static String unescaped(String part) {
    return part.indexOf('%') < 0 ? part : part.replace("%2F", "/").replace("%25", "%");
  }

  private static String escaped(String id) {
    return id.indexOf('%') < 0 && id.indexOf(SEPARATOR) < 0
        ? id
        : id.replace("%", "%25").replace("/", "%2F");
  }
}
