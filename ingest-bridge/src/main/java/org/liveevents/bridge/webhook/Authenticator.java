package org.liveevents.bridge.webhook;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.liveevents.bridge.webhook.Verdict.Reason;

/** Decides whether a request's sender may send. Safe to share between threads. */
interface Authenticator extends AutoCloseable {

  /**
   * Looks at what stands outside the body, before the body is read. Quick.
   *
   * @param authorization the header of that name
   * @param token the query parameter of that name
   * @return why the request is refused, or empty to go on
   */
  Optional<Reason> refusal(Optional<String> authorization, Optional<String> token);

  /** Looks at the body, and takes the event out of it. Computes, but never waits. */
  CompletionStage<Verdict> open(byte[] body);

  /** Lets go of what it took to decide. */
  @Override
  default void close() {}
}
