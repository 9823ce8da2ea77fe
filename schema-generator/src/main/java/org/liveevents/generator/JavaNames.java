package org.liveevents.generator;

import javax.lang.model.SourceVersion;

/** Names of events and fields as names of Java. */
final class JavaNames {

  private JavaNames() {}

  /** {@code grade_change} as {@code GradeChange}. */
  static String type(String name) {
    StringBuilder type = new StringBuilder();
    for (String word : last(name).split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        type.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return type.toString();
  }

  /** {@code user_id} as {@code userId}; a word of the language gets an underscore. */
  static String member(String name) {
    String type = type(name);
    String member = Character.toLowerCase(type.charAt(0)) + type.substring(1);
    return SourceVersion.isKeyword(member) || !isFree(member) ? member + "_" : member;
  }

  /**
   * The names of events hold dots themselves; those of vendors are shortened to their last part.
   */
  private static String last(String name) {
    return name.startsWith("com.") ? name.substring(name.lastIndexOf('.') + 1) : name;
  }

  /** A record can't have components of these names. */
  private static boolean isFree(String member) {
    return switch (member) {
      case "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait" ->
          false;
      default -> true;
    };
  }
}
