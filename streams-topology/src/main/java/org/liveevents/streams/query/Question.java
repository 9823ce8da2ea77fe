package org.liveevents.streams.query;

import java.util.Optional;
import org.liveevents.streams.query.access.Reach;

/**
 * One request.
 *
 * @param target path and query as they came, to be asked again elsewhere
 * @param authorization the caller's, to be passed on
 * @param isHop whether another instance asks; such a question goes no further
 * @param reach what the caller may see
 */
record Question(
    Parameters parameters,
    String target,
    Optional<String> authorization,
    boolean isHop,
    Reach reach) {

  /** The authorization stays out of every log. */
  @Override
  public String toString() {
    return "Question[target=" + target + ", isHop=" + isHop + "]";
  }
}
