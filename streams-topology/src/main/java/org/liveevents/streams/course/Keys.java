package org.liveevents.streams.course;

/** Keys of the per-course stores: canonical ids joined by slashes, the course first. */
public final class Keys {

  private static final char SEPARATOR = '/';

  private Keys() {}

  static String of(String course, String... rest) {
    return rest.length == 0 ? course : course + SEPARATOR + String.join("/", rest);
  }

  /** The course a key begins with. */
  public static String courseOf(String key) {
    int end = key.indexOf(SEPARATOR);
    return end < 0 ? key : key.substring(0, end);
  }

  /** The lowest key of a course's range that has more than the course in it. */
  public static String first(String course) {
    return course + SEPARATOR;
  }

  /** A key beyond all keys of a course's range. */
  public static String beyond(String course) {
    return course + (char) (SEPARATOR + 1);
  }
}
