package org.liveevents.quickstart.embedded;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * The keys a simulated Canvas signs its webhooks with. As with Canvas there are three, the
 * previous, the current and the next; signing uses the current one. Safe to use from many threads.
 */
public final class CanvasKeys {

  /** The issuer Canvas names in its tokens. */
  public static final String ISSUER = "https://live-events.canvas.instructure.com";

  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int KEY_BITS = 2048;

  private record Ring(RSAKey previous, RSAKey current, RSAKey next, JWSSigner signer) {
    static Ring of(RSAKey previous, RSAKey current, RSAKey next) {
      try {
        return new Ring(previous, current, next, new RSASSASigner(current));
      } catch (JOSEException e) {
        throw new IllegalStateException("this JVM cannot sign with RSA", e);
      }
    }
  }

  private final InstantSource clock;
  private volatile Ring ring;

  /** Makes three fresh keys. */
  public CanvasKeys(InstantSource clock) {
    this.clock = clock;
    this.ring = Ring.of(newKey(), newKey(), newKey());
  }

  /** Makes the next key current; the oldest is published no more. */
  public synchronized void rotate() {
    Ring before = ring;
    ring = Ring.of(before.current, before.next, newKey());
  }

  /** The id of the key that signs now. */
  public String currentKeyId() {
    return ring.current.getKeyID();
  }

  /** The published part: previous, current and next key, in this order. */
  public JWKSet published() {
    Ring now = ring;
    return new JWKSet(List.of(now.previous, now.current, now.next)).toPublicJWKSet();
  }

  /**
   * Signs an event the way Canvas does: a compact RS256 token whose claims are the event beside
   * {@code iss iat exp jti}. The event's own text is left as it is written.
   *
   * @param event a JSON object
   */
  public String sign(String event) {
    int brace = event.indexOf('{');
    if (brace < 0) {
      throw new IllegalArgumentException("claims are a JSON object");
    }
    Instant now = clock.instant();
    String standard =
        "\"iss\":\"%s\",\"iat\":%d,\"exp\":%d,\"jti\":\"%s\""
            .formatted(
                ISSUER,
                now.getEpochSecond(),
                now.plus(LIFETIME).getEpochSecond(),
                UUID.randomUUID());
    String rest = event.substring(brace + 1);
    String separator = rest.stripLeading().startsWith("}") ? "" : ",";
    return signBytes(
        (event.substring(0, brace + 1) + standard + separator + rest)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Signs any bytes, without adding claims: what a broken sender might do. */
  public String signBytes(byte[] payload) {
    Ring now = ring;
    JWSObject token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(now.current.getKeyID()).build(),
            new Payload(payload));
    try {
      token.sign(now.signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("this JVM cannot sign with RSA", e);
    }
    return token.serialize();
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(KEY_BITS).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("this JVM cannot make RSA keys", e);
    }
  }
}
