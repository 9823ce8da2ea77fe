package org.liveevents.bridge.webhook;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.liveevents.bridge.webhook.Verdict.Reason;
import org.liveevents.runtime.keys.SigningKeys;

/**
 * Verifies a signed webhook: its body is a compact JWT, perhaps in double quotes, whose claims are
 * the event.
 *
 * <p>RS256 alone is accepted, and only keys of our issuer: whatever the token says about where its
 * key is ({@code jwk jku x5u x5c}) is not looked at (RFC 8725).
 */
final class SignatureVerifier implements Authenticator {

  private final SigningKeys keys;
  private final String issuer;
  private final Duration skew;
  private final InstantSource clock;
  private final Executor workers;

  /**
   * A verifier.
   *
   * @param skew by how much the sender's clock may differ from ours
   * @param workers verify what had to wait for its key
   */
  SignatureVerifier(
      SigningKeys keys, String issuer, Duration skew, InstantSource clock, Executor workers) {
    this.keys = keys;
    this.issuer = issuer;
    this.skew = skew;
    this.clock = clock;
    this.workers = workers;
  }

  @Override
  public Optional<Reason> refusal(Optional<String> authorization, Optional<String> token) {
    return Optional.empty();
  }

  @Override
  public CompletionStage<Verdict> open(byte[] body) {
    try {
      Token token = Token.of(body);
      Header header = Header.parse(Base64URL.from(token.header()));
      if (!(header instanceof JWSHeader jws) || !JWSAlgorithm.RS256.equals(jws.getAlgorithm())) {
        return refused(Reason.ALGORITHM);
      }
      if (jws.getCriticalParams() != null || !jws.isBase64URLEncodePayload()) {
        return refused(Reason.CRITICAL_HEADER);
      }
      String kid = jws.getKeyID();
      return kid == null ? refused(Reason.UNKNOWN_KEY) : verified(token, jws, kid);
    } catch (ParseException | IllegalArgumentException e) {
      return refused(Reason.MALFORMED);
    }
  }

  private CompletionStage<Verdict> verified(Token token, JWSHeader header, String kid) {
    CompletableFuture<SigningKeys.Found> found = keys.find(kid).toCompletableFuture();
    Function<SigningKeys.Found, Verdict> verify =
        any ->
            any.fold(
                key -> verify(token, header, kid, key.verifier()),
                unknown -> new Verdict.Refused(Reason.UNKNOWN_KEY),
                unavailable -> new Verdict.KeysUnavailable());
    // What had to wait for the keys goes on with the workers.
    return found.isDone()
        ? CompletableFuture.completedFuture(verify.apply(found.join()))
        : found.thenApplyAsync(verify, workers);
  }

  private Verdict verify(Token token, JWSHeader header, String kid, JWSVerifier key) {
    try {
      return key.verify(header, token.signed(), Base64URL.from(token.signature()))
          ? judge(Claims.of(token.claims()), kid)
          : new Verdict.Refused(Reason.SIGNATURE);
    } catch (JOSEException e) {
      return new Verdict.Refused(Reason.SIGNATURE);
    } catch (IllegalArgumentException e) {
      return new Verdict.Refused(Reason.MALFORMED);
    }
  }

  private static CompletionStage<Verdict> refused(Reason reason) {
    return CompletableFuture.completedFuture(new Verdict.Refused(reason));
  }

  private Verdict judge(Claims claims, String kid) {
    Optional<Reason> reason = claims.refusal(issuer, clock.instant(), skew);
    return reason.isPresent()
        ? new Verdict.Refused(reason.get())
        : new Verdict.Passed(claims.event(), Optional.of(kid));
  }
}
