package org.liveevents.streams.query.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.keys.SigningKeys;

/**
 * Whoever has an access token of an OpenID provider: a JWT signed with one of its keys (RS256),
 * meant for us, in its time, with the scope {@value #SCOPE}. What the token says about where its
 * key is is not looked at (RFC 8725). The token itself is the ticket of a session.
 */
final class Oidc implements Authenticator {

  /** What a token must allow. */
  static final String SCOPE = "canvas:read";

  /** Browsers keep cookies of 4 KiB, name and attributes included. */
  private static final int LONGEST_TICKET = 3800;

  private final SigningKeys keys;
  private final DefaultJWTClaimsVerifier<SecurityContext> rules;
  private final Grants grants;

  Oidc(AccessSettings.Provider provider, IdRules ids, SigningKeys keys, InstantSource clock) {
    this.keys = keys;
    this.grants = new Grants(provider, ids);
    this.rules =
        new DefaultJWTClaimsVerifier<>(
            provider.audience(),
            new JWTClaimsSet.Builder().issuer(provider.issuer().toString()).build(),
            Set.of("exp", "sub")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    rules.setMaxClockSkew(Math.toIntExact(provider.skew().toSeconds()));
  }

  @Override
  public Verdict bearer(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWSHeader header = jwt.getHeader();
      String kid = header.getKeyID();
      if (!JWSAlgorithm.RS256.equals(header.getAlgorithm())
          || header.getCriticalParams() != null
          || !header.isBase64URLEncodePayload()
          || kid == null) {
        return new Verdict.Refused();
      }
      return keys.find(kid)
          .toCompletableFuture()
          .join()
          .fold(
              key -> verified(jwt, key.verifier()),
              unknown -> new Verdict.Refused(),
              unavailable -> new Verdict.KeysUnavailable());
    } catch (ParseException e) {
      return new Verdict.Refused();
    }
  }

  @Override
  public Verdict session(String ticket) {
    return bearer(ticket);
  }

  @Override
  public Optional<String> open(String token, Instant until) {
    return Optional.of(token).filter(ticket -> ticket.length() <= LONGEST_TICKET);
  }

  @Override
  public String challenge() {
    return "Bearer realm=\"live-events\", scope=\"" + SCOPE + "\"";
  }

  private Verdict verified(SignedJWT jwt, JWSVerifier key) {
    try {
      if (!jwt.verify(key)) {
        return new Verdict.Refused();
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      rules.verify(claims, null);
      return judged(claims);
    } catch (JOSEException | ParseException | BadJWTException e) {
      return new Verdict.Refused();
    }
  }

  private Verdict judged(JWTClaimsSet claims) {
    if (!Grants.scopes(claims).contains(SCOPE)) {
      return new Verdict.Forbidden("the scope " + SCOPE);
    }
    return grants
        .reach(claims)
        .<Verdict>map(
            reach ->
                new Verdict.Admitted(
                    new Caller(claims.getSubject(), reach),
                    Optional.of(claims.getExpirationTime().toInstant())))
        .orElseGet(() -> new Verdict.Forbidden("the claim that names the courses or accounts"));
  }
}
