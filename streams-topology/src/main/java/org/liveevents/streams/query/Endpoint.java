package org.liveevents.streams.query;

import java.util.Set;

/** One path of the API. All are for GET. */
interface Endpoint {

  /** The path, with its parameters in braces. */
  String path();

  /** The query parameters it knows. */
  Set<String> parameters();

  /** Whether the answer holds students' records. */
  default boolean isOfPersons() {
    return false;
  }

  /** Whether it keeps to the limits of a caller who may not see everything; else none may ask. */
  default boolean keepsLimits() {
    return false;
  }

  /** Answers one request, whose parameters are among those known. */
  Reply answer(Question question);
}
