package org.liveevents.bridge.webhook;

import java.time.Duration;

/**
 * What one request may take.
 *
 * @param bodyBytes a larger body is refused
 * @param silence how long a sender may say nothing before the body's end
 * @param deadline from a request's headers to its answer, whatever happens
 * @param bytesPerSecond slower bodies are given up after a moment of grace
 */
record Limits(int bodyBytes, Duration silence, Duration deadline, long bytesPerSecond) {

  /** How long a body may be slower. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /** Canvas counts an answer after 15 s as a timeout. */
  static Limits standard(int bodyBytes) {
    return new Limits(bodyBytes, Duration.ofSeconds(5), Duration.ofSeconds(9), 4096);
  }

  /** Whether a body of which so much has come after that time is too slow. */
  boolean isTooSlow(long bytes, Duration since) {
    return since.compareTo(GRACE) > 0 && bytes < bytesPerSecond * since.toSeconds();
  }
}
