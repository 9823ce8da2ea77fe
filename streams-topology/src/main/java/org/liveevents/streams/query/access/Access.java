package org.liveevents.streams.query.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.keys.SigningKeys;

/** Says who asks, and opens and ends the sessions of browsers. For many threads. */
public final class Access {

  private final Authenticator authenticator;
  private final Duration session;
  private final InstantSource clock;
  private final EndedSessions ended = new EndedSessions();

  private Access(Authenticator authenticator, Duration session, InstantSource clock) {
    this.authenticator = authenticator;
    this.session = session;
    this.clock = clock;
  }

  /** Access as configured. */
  public static Access of(AccessSettings settings, IdRules ids, InstantSource clock) {
    Authenticator authenticator =
        settings
            .authentication()
            .fold(
                token -> new Tokens(token.tokens(), clock),
                provider -> new Oidc(provider, ids, keys(provider, clock), clock),
                none -> new Everybody());
    return new Access(authenticator, settings.session(), clock);
  }

  private static SigningKeys keys(AccessSettings.Provider provider, InstantSource clock) {
    return provider
        .keys()
        .map(address -> SigningKeys.at(address, SigningKeys.Limits.STANDARD, clock))
        .orElseGet(() -> SigningKeys.of(provider.issuer(), SigningKeys.Limits.STANDARD, clock));
  }

  /**
   * A session.
   *
   * @param ticket what the cookie holds
   */
  public record Session(String ticket, Instant until, Duration left) {

    /** The ticket is as good as a token. */
    @Override
    public String toString() {
      return "Session[left=" + left + "]";
    }
  }

  /** Who asks. */
  public Verdict judge(Credentials credentials) {
    Optional<String> token = credentials.token();
    if (token.isPresent()) {
      return authenticator.bearer(token.get());
    }
    return credentials
        .ticket()
        .map(
            ticket ->
                ended.contains(ticket) ? new Verdict.Refused() : authenticator.session(ticket))
        .orElseGet(authenticator::stranger);
  }

  /**
   * Opens a session for a token that was judged good.
   *
   * @return empty if the token fits no cookie, or there is none
   */
  public Optional<Session> open(Credentials credentials, Verdict.Admitted admitted) {
    Instant now = clock.instant();
    Instant most = now.plus(session);
    Instant until = admitted.until().filter(most::isAfter).orElse(most);
    return credentials
        .token()
        .flatMap(token -> authenticator.open(token, until))
        .map(ticket -> new Session(ticket, until, Duration.between(now, until)));
  }

  /** Ends a session: its ticket is refused here from now on. */
  public void end(Credentials credentials, Verdict.Admitted admitted) {
    Instant now = clock.instant();
    credentials
        .ticket()
        .ifPresent(ticket -> ended.add(ticket, admitted.until().orElse(now.plus(session)), now));
  }

  /** What a caller without credentials is told to bring, as {@code WWW-Authenticate} has it. */
  public String challenge() {
    return authenticator.challenge();
  }
}
