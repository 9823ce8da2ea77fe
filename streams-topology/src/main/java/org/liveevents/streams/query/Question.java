package org.liveevents.streams.query;

import java.util.Optional;

/**
 * One request.
 *
 * @param target path and query as they came, to be asked again elsewhere
 * @param authorization the caller's, to be passed on
 * @param isHop whether another instance asks; such a question goes no further
 */
record Question(
    Parameters parameters, String target, Optional<String> authorization, boolean isHop) {

  /** The parameter by which a caller allows an answer that may be behind, and says so. */
  static final String STALE = "stale";

  /** Whether the answer may be behind. */
  boolean isStaleAllowed() {
    return parameters.flag(STALE);
  }

  /** The authorization stays out of every log. */
  @Override
  public String toString() {
    return "Question[target=" + target + ", isHop=" + isHop + "]";
  }
}
