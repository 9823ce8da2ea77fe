package org.liveevents.streams.query;

import java.util.Optional;
import org.liveevents.streams.query.access.Caller;

/**
 * One request.
 *
 * @param target path and query as they came, to be asked again elsewhere
 * @param authorization the caller's, to be passed on
 * @param isHop whether another instance asks; such a question goes no further
 * @param caller who asks
 */
record Question(
    Parameters parameters,
    String target,
    Optional<String> authorization,
    boolean isHop,
    Caller caller) {

  /** The parameter by which a caller allows an answer that may be behind, and says so. */
  static final String STALE = "stale";

  /** Whether the answer may be behind. */
  boolean isStaleAllowed() {
    return parameters.flag(STALE);
  }

  /** The same, to be asked elsewhere as something else. */
  Question at(String other) {
    return new Question(parameters, other, authorization, isHop, caller);
  }

  /** The authorization stays out of every log. */
  @Override
  public String toString() {
    return "Question[target=" + target + ", isHop=" + isHop + "]";
  }
}
