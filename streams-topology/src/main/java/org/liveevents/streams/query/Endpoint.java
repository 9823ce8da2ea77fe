package org.liveevents.streams.query;

import java.util.Set;

/** One path of the API. All are for GET. */
interface Endpoint {

  /** The path, with its parameters in braces. */
  String path();

  /** The query parameters it knows. */
  Set<String> parameters();

  /** Answers one request, whose parameters are among those known. */
  Reply answer(Question question);
}
