package org.liveevents.runtime.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An issuer's public keys (RS256), fetched and kept. Canvas lists the previous, the current and the
 * next key and changes them monthly, so a key is known before it is used. They are fetched anew
 * ahead of their time, and when an unknown one is named, but not more than twice in ten seconds;
 * while that fails, the last good keys serve on. Nobody's thread waits for a fetch.
 */
public final class SigningKeys {

  /**
   * How long what may last.
   *
   * @param fetch all of one fetch
   * @param keep keys older than that are fetched anew before they are used
   * @param refreshAhead so long before, they are fetched while they still serve
   * @param cooldown in this time there are two fetches at most
   * @param outage the last good keys serve so long while no others can be had
   */
  public record Limits(
      Duration fetch, Duration keep, Duration refreshAhead, Duration cooldown, Duration outage) {

    /** Those for use. */
    public static final Limits STANDARD =
        new Limits(
            Duration.ofSeconds(3),
            Duration.ofMinutes(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofDays(7));
  }

  /** What was fetched at one time: a verifier per key id. */
  private record Keys(Map<String, JWSVerifier> verifiers, Instant fetched) {

    Duration age(Instant now) {
      return Duration.between(fetched, now);
    }
  }

  private static final Logger LOGGER = LoggerFactory.getLogger(SigningKeys.class);
  private static final int MIN_KEY_BITS = 2048;
  private static final int FETCHES_PER_COOLDOWN = 2;
  private static final JWKSelector USABLE =
      new JWKSelector(
          new JWKMatcher.Builder()
              .keyType(KeyType.RSA)
              .withKeyIDOnly(true)
              .keyUses(KeyUse.SIGNATURE, null)
              .algorithms(JWSAlgorithm.RS256, null)
              .minKeySize(MIN_KEY_BITS)
              .build());

  private final Supplier<CompletableFuture<String>> documents;
  private final Limits limits;
  private final InstantSource clock;
  private final Deque<Instant> fetches = new ArrayDeque<>();
  private CompletableFuture<@Nullable Void> fetching = CompletableFuture.completedFuture(null);
  private volatile Optional<Keys> known = Optional.empty();
  private volatile boolean failing;

  private SigningKeys(
      Supplier<CompletableFuture<String>> documents, Limits limits, InstantSource clock) {
    this.documents = documents;
    this.limits = limits;
    this.clock = clock;
  }

  /** The keys listed at that address, as a JSON Web Key Set. */
  public static SigningKeys at(URI address, Limits limits, InstantSource clock) {
    KeyDocuments documents = new KeyDocuments(limits.fetch());
    return new SigningKeys(() -> documents.fetch(address), limits, clock);
  }

  /** The keys of an OpenID provider, wherever it says they are. */
  public static SigningKeys of(URI issuer, Limits limits, InstantSource clock) {
    KeyDocuments documents = new KeyDocuments(limits.fetch());
    return new SigningKeys(() -> documents.fetchOf(issuer), limits, clock);
  }

  /** What the issuer's keys say about a key id. */
  public sealed interface Found {

    /** Calls the function of the case at hand. */
    <T> T fold(
        Function<? super Key, ? extends T> onKey,
        Function<? super Unknown, ? extends T> onUnknown,
        Function<? super Unavailable, ? extends T> onUnavailable);

    /** The issuer has that key. */
    record Key(JWSVerifier verifier) implements Found {
      @Override
      public <T> T fold(
          Function<? super Key, ? extends T> onKey,
          Function<? super Unknown, ? extends T> onUnknown,
          Function<? super Unavailable, ? extends T> onUnavailable) {
        return onKey.apply(this);
      }
    }

    /** The issuer has no such key. */
    record Unknown() implements Found {
      @Override
      public <T> T fold(
          Function<? super Key, ? extends T> onKey,
          Function<? super Unknown, ? extends T> onUnknown,
          Function<? super Unavailable, ? extends T> onUnavailable) {
        return onUnknown.apply(this);
      }
    }

    /** The keys could not be fetched for so long that none is good. */
    record Unavailable() implements Found {
      @Override
      public <T> T fold(
          Function<? super Key, ? extends T> onKey,
          Function<? super Unknown, ? extends T> onUnknown,
          Function<? super Unavailable, ? extends T> onUnavailable) {
        return onUnavailable.apply(this);
      }
    }
  }

  /** Looks for the key of that id. The stage never fails. */
  public CompletionStage<Found> find(String kid) {
    Optional<Keys> now = good();
    if (now.isPresent() && now.get().verifiers().containsKey(kid)) {
      Duration age = now.get().age(clock.instant());
      if (age.compareTo(limits.keep()) < 0 || failing) {
        if (age.compareTo(limits.keep().minus(limits.refreshAhead())) >= 0) {
          CompletableFuture<@Nullable Void> ahead = fetch(); // nobody waits for it
          LOGGER.trace("fetching ahead done={}", ahead.isDone());
        }
        return CompletableFuture.completedFuture(look(kid));
      }
    }
    return fetch().thenApply(done -> look(kid));
  }

  private Found look(String kid) {
    return good()
        .<Found>map(
            keys -> {
              JWSVerifier verifier = keys.verifiers().get(kid);
              return verifier == null ? new Found.Unknown() : new Found.Key(verifier);
            })
        .orElseGet(Found.Unavailable::new);
  }

  private Optional<Keys> good() {
    return known.filter(keys -> keys.age(clock.instant()).compareTo(limits.outage()) < 0);
  }

  /** Completes when the fetch under way, if one is allowed, is over; never exceptionally. */
  private synchronized CompletableFuture<@Nullable Void> fetch() {
    if (!fetching.isDone()) {
      return fetching;
    }
    Instant now = clock.instant();
    fetches.removeIf(then -> then.isBefore(now.minus(limits.cooldown())));
    if (fetches.size() < FETCHES_PER_COOLDOWN) {
      fetches.add(now);
      fetching = documents.get().thenApply(SigningKeys::verifiers).handle(this::note);
    }
    return fetching;
  }

  private @Nullable Void note(
      @Nullable Map<String, JWSVerifier> keys, @Nullable Throwable failure) {
    if (keys != null) {
      known = Optional.of(new Keys(keys, clock.instant()));
      failing = false;
    } else {
      LOGGER.warn(
          "the signing keys cannot be fetched error={}",
          failure == null ? "" : cause(failure).getClass().getSimpleName());
      failing = true;
    }
    return null;
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  private static Map<String, JWSVerifier> verifiers(String document) {
    try {
      Map<String, JWSVerifier> verifiers = new LinkedHashMap<>();
      for (JWK key : USABLE.select(JWKSet.parse(document))) {
        verifiers.putIfAbsent(key.getKeyID(), new RSASSAVerifier(key.toRSAKey().toRSAPublicKey()));
      }
      return verifiers;
    } catch (ParseException | JOSEException e) {
      throw new CompletionException(e);
    }
  }
}
