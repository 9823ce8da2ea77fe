package org.liveevents.validate;

/**
 * Something the schema does not foresee, and lets pass.
 *
 * @param path a JSON pointer, with {@code *} for any element of an array. Its last part is a name
 *     the sender chose if the field is unknown: of any length, with anything in it
 */
public record Drift(String path, Kind kind) {

  /** What was not foreseen. */
  public enum Kind {
    /** A field the schema doesn't name, in an object whose fields it names. */
    UNKNOWN_FIELD,
    /** A value of a form that is taken but not usual, such as an id that is no number. */
    UNUSUAL_VALUE
  }
}
