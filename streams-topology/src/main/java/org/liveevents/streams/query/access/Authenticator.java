package org.liveevents.streams.query.access;

import java.time.Instant;
import java.util.Optional;

/** One way to tell who asks. For many threads. */
interface Authenticator {

  /** Who shows nothing. */
  default Verdict stranger() {
    return new Verdict.Refused();
  }

  /** Who shows that token. */
  Verdict bearer(String token);

  /** Who shows that session. */
  Verdict session(String ticket);

  /**
   * A session for whoever shows that token, which is one of ours.
   *
   * @param until when it is to end
   * @return its ticket; empty if no cookie can hold it
   */
  Optional<String> open(String token, Instant until);

  /** What a caller without credentials is told to bring, as {@code WWW-Authenticate} has it. */
  String challenge();
}
