package org.liveevents.streams.query.access;

import java.time.Instant;
import java.util.Optional;

/** Nobody is asked who it is. */
final class Everybody implements Authenticator {

  @Override
  public Verdict stranger() {
    return new Verdict.Admitted(Caller.ANYBODY, Optional.empty());
  }

  @Override
  public Verdict bearer(String token) {
    return stranger();
  }

  @Override
  public Verdict session(String ticket) {
    return stranger();
  }

  @Override
  public Optional<String> open(String token, Instant until) {
    return Optional.empty();
  }

  @Override
  public String challenge() {
    return "Bearer";
  }
}
