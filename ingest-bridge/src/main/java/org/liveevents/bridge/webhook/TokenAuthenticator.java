package org.liveevents.bridge.webhook;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.liveevents.bridge.webhook.Verdict.Reason;
import org.liveevents.event.Payload;
import org.liveevents.runtime.config.Secret;

/** {@code Authorization: Bearer <token>}, or {@code ?token=}. Without tokens everybody may. */
final class TokenAuthenticator implements Authenticator {

  private static final String BEARER = "Bearer ";

  private final List<Secret> tokens;

  private TokenAuthenticator(List<Secret> tokens) {
    this.tokens = tokens;
  }

  static Authenticator of(List<Secret> tokens) {
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("at least one token");
    }
    return new TokenAuthenticator(tokens);
  }

  static Authenticator everybody() {
    return new TokenAuthenticator(List.of());
  }

  @Override
  public Optional<Reason> refusal(Optional<String> authorization, Optional<String> token) {
    Optional<String> offered =
        authorization
            .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(text -> text.substring(BEARER.length()).strip())
            .or(() -> token);
    boolean may =
        tokens.isEmpty()
            || offered
                .map(text -> tokens.stream().filter(known -> known.matches(text)).count() > 0)
                .orElse(false);
    return may ? Optional.empty() : Optional.of(Reason.TOKEN);
  }

  @Override
  public CompletionStage<Verdict> open(byte[] body) {
    return CompletableFuture.completedFuture(
        new Verdict.Passed(Payload.of(body), Optional.empty()));
  }
}
