package org.liveevents.bridge.webhook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys, fetched and kept. Canvas lists the previous, the current and the next
 * key and changes them monthly, so a key is known before it is used. An unknown one costs a fetch,
 * but not more than two in ten seconds; while fetching fails, the last good keys serve on.
 */
final class SigningKeys implements AutoCloseable {

  /** The keys could never be fetched. */
  static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(KeySourceException cause) {
      super(cause);
    }
  }

  /** All times of the fetching together stay below a webhook's deadline. */
  record Limits(
      Duration fetch, Duration keep, Duration refreshAhead, Duration cooldown, Duration outage) {

    static final Limits STANDARD =
        new Limits(
            Duration.ofMillis(1500),
            Duration.ofMinutes(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofDays(7));
  }

  private static final Logger LOGGER = LoggerFactory.getLogger(SigningKeys.class);
  private static final int MAX_DOCUMENT_BYTES = 256 * 1024;
  private static final int MIN_KEY_BITS = 2048;

  private final JWKSetSource<SecurityContext> source;
  private final InstantSource clock;

  SigningKeys(URI address, Limits limits, InstantSource clock) {
    this.source = source(address, limits);
    this.clock = clock;
  }

  /**
   * The key of that id; empty if the issuer has none.
   *
   * @throws Unavailable if we have no keys at all
   */
  Optional<RSAPublicKey> find(String kid) throws Unavailable {
    JWKSet known = known();
    Optional<RSAPublicKey> key = select(known, kid);
    return key.isPresent() ? key : select(refreshed(known), kid);
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) { // nothing is lost
      LOGGER.debug("closing the key source failed error={}", e.getClass().getSimpleName());
    }
  }

  private JWKSet known() throws Unavailable {
    try {
      return source.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), clock.millis(), null);
    } catch (KeySourceException e) {
      LOGGER.warn("the signing keys cannot be fetched error={}", e.getClass().getSimpleName());
      throw new Unavailable(e);
    }
  }

  private JWKSet refreshed(JWKSet known) {
    try {
      return source.getJWKSet(
          JWKSetCacheRefreshEvaluator.referenceComparison(known), clock.millis(), null);
    } catch (KeySourceException e) { // too soon after the last fetch, or in vain
      LOGGER.debug("the signing keys stay as they are error={}", e.getClass().getSimpleName());
      return known;
    }
  }

  private static Optional<RSAPublicKey> select(JWKSet keys, String kid) {
    JWKMatcher matcher =
        new JWKMatcher.Builder()
            .keyType(KeyType.RSA)
            .keyID(kid)
            .keyUses(KeyUse.SIGNATURE, null)
            .algorithms(JWSAlgorithm.RS256, null)
            .minKeySize(MIN_KEY_BITS)
            .build();
    return new JWKSelector(matcher)
        .select(keys).stream()
            .findFirst()
            .map(
                key -> {
                  try {
                    return key.toRSAKey().toRSAPublicKey();
                  } catch (JOSEException e) {
                    throw new IllegalStateException("a key of type RSA is an RSA key", e);
                  }
                });
  }

  private static JWKSetSource<SecurityContext> source(URI address, Limits limits) {
    int fetchMillis = Math.toIntExact(limits.fetch().toMillis());
    try {
      JWKSource<SecurityContext> built =
          JWKSourceBuilder.create(
                  address.toURL(),
                  new DefaultResourceRetriever(fetchMillis, fetchMillis, MAX_DOCUMENT_BYTES))
              .cache(limits.keep().toMillis(), 4L * fetchMillis)
              .refreshAheadCache(limits.refreshAhead().toMillis(), false)
              .rateLimited(limits.cooldown().toMillis())
              .retrying(true)
              .outageTolerant(limits.outage().toMillis())
              .build();
      return ((JWKSetBasedJWKSource<SecurityContext>) built).getJWKSetSource();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("an http or https address is a URL", e);
    }
  }
}
