package org.liveevents.validate;

/**
 * One place where an event breaks its schema. Both parts come from the schema: never a value, nor a
 * name the sender chose.
 *
 * @param pointer a JSON pointer to the value, or to the member that is missing
 * @param keyword what of the schema it breaks, such as {@code type} or {@code required}
 */
public record Violation(String pointer, String keyword) {

  /** The pointer and the keyword, as they stand in headers. */
  @Override
  public String toString() {
    return pointer + " " + keyword;
  }
}
