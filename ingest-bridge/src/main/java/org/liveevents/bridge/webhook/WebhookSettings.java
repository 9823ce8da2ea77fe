package org.liveevents.bridge.webhook;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;

/**
 * The webhook source.
 *
 * @param port 0 for any free one
 * @param maxBodyBytes larger bodies are refused
 * @param maxInFlightBytes what all bodies in memory may take together
 * @param certificate empty for HTTP without TLS
 */
public record WebhookSettings(
    int port,
    Authentication authentication,
    int maxBodyBytes,
    long maxInFlightBytes,
    Optional<Certificate> certificate) {

  private static final long SMALLEST_LIMIT = 1L << 20;

  /** What the rejected topic has room for, whatever the body is. */
  private static final long LARGEST_LIMIT = 3L << 20;

  /** How a sender proves that it may. */
  public sealed interface Authentication {

    /** Calls the function of the case at hand. */
    <T> T fold(
        Function<? super Signed, ? extends T> onSigned,
        Function<? super Token, ? extends T> onToken,
        Function<? super None, ? extends T> onNone);

    /**
     * The body is a JWT, signed with one of the issuer's keys.
     *
     * @param skew by how much the issuer's clock may differ from ours
     */
    record Signed(URI keys, String issuer, Duration skew) implements Authentication {
      @Override
      public <T> T fold(
          Function<? super Signed, ? extends T> onSigned,
          Function<? super Token, ? extends T> onToken,
          Function<? super None, ? extends T> onNone) {
        return onSigned.apply(this);
      }
    }

    /** The request carries one of these tokens. */
    record Token(List<Secret> tokens) implements Authentication {
      public Token {
        tokens = List.copyOf(tokens);
      }

      @Override
      public <T> T fold(
          Function<? super Signed, ? extends T> onSigned,
          Function<? super Token, ? extends T> onToken,
          Function<? super None, ? extends T> onNone) {
        return onToken.apply(this);
      }
    }

    /** Everybody may. */
    record None() implements Authentication {
      @Override
      public <T> T fold(
          Function<? super Signed, ? extends T> onSigned,
          Function<? super Token, ? extends T> onToken,
          Function<? super None, ? extends T> onNone) {
        return onNone.apply(this);
      }
    }
  }

  private enum Way {
    SIGNED,
    TOKEN,
    NONE
  }

  /** Reads the keys of this source; empty if no port is configured. */
  public static Optional<WebhookSettings> from(Settings settings) {
    OptionalInt port = settings.portIfSet(Key.WEBHOOK_PORT);
    Way way = settings.choice(Key.WEBHOOK_AUTH, Way.class);
    URI keys = settings.uri(Key.WEBHOOK_JWKS_URL).orElseThrow();
    String issuer = settings.text(Key.WEBHOOK_ISSUER).orElseThrow();
    List<Secret> tokens = settings.secrets(Key.WEBHOOK_TOKENS);
    Duration skew =
        settings.duration(Key.WEBHOOK_CLOCK_SKEW, Duration.ZERO, Duration.ofMinutes(15));
    Optional<Certificate> certificate = certificate(settings);
    long maxInFlight =
        settings.size(Key.WEBHOOK_MAX_IN_FLIGHT, 2 * LARGEST_LIMIT, Integer.MAX_VALUE);
    long maxBody = settings.size(Key.WEBHOOK_MAX_BODY, SMALLEST_LIMIT, LARGEST_LIMIT);
    if (port.isEmpty()) {
      return Optional.empty();
    }
    if (way == Way.TOKEN && tokens.isEmpty()) {
      settings.problem(
          Key.WEBHOOK_TOKENS, "set it, or WEBHOOK_TOKENS_FILE, when WEBHOOK_AUTH is token");
    }
    Authentication authentication =
        switch (way) {
          case SIGNED -> new Authentication.Signed(keys, issuer, skew);
          case TOKEN -> new Authentication.Token(tokens);
          case NONE -> new Authentication.None();
        };
    return Optional.of(
        new WebhookSettings(
            port.getAsInt(), authentication, Math.toIntExact(maxBody), maxInFlight, certificate));
  }

  private static Optional<Certificate> certificate(Settings settings) {
    Optional<Path> chain = settings.text(Key.WEBHOOK_TLS_CERTIFICATE).map(Path::of);
    Optional<Path> key = settings.text(Key.WEBHOOK_TLS_KEY).map(Path::of);
    if (chain.isPresent() != key.isPresent()) {
      settings.problem(
          chain.isPresent() ? Key.WEBHOOK_TLS_KEY : Key.WEBHOOK_TLS_CERTIFICATE,
          "set both the certificate and its key, or neither");
    }
    Optional<Certificate> certificate =
        chain.flatMap(found -> key.map(itsKey -> new Certificate(found, itsKey)));
    try {
      if (certificate.isPresent()) {
        certificate.get().load();
      }
    } catch (IOException | GeneralSecurityException e) {
      settings.problem(
          Key.WEBHOOK_TLS_CERTIFICATE,
          "give PEM files, the key unencrypted in PKCS #8: " + e.getClass().getSimpleName());
    }
    return certificate;
  }
}
