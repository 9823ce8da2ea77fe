package org.liveevents.streams.query.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** An OpenID provider on a local port. */
public final class Issuer implements AutoCloseable {

  /** What tokens for us name as their audience. */
  public static final String AUDIENCE = "canvas-state";

  private static final RSAKey KEY = key("current");

  private final HttpServer server;
  private volatile boolean failing;

  public Issuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/keys", exchange -> answer(exchange, new JWKSet(KEY).toString()));
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                "{\"issuer\":\"" + address() + "\",\"jwks_uri\":\"" + address() + "/keys\"}"));
    server.start();
  }

  static RSAKey key(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How the API is told of it. */
  public AccessSettings.Provider provider(Optional<String> courses, Optional<String> accounts) {
    return new AccessSettings.Provider(
        address(), AUDIENCE, Optional.empty(), courses, accounts, Duration.ofSeconds(60));
  }

  /** Claims of a token that is good for an hour. */
  public JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(address().toString())
        .subject("advisor-7")
        .audience(AUDIENCE)
        .claim("scope", "openid " + Oidc.SCOPE)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(3600)));
  }

  /** A token. */
  public static String sign(JWTClaimsSet claims) {
    return sign(KEY, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()), claims);
  }

  static String sign(RSAKey key, JWSHeader.Builder header, JWTClaimsSet claims) {
    try {
      SignedJWT token = new SignedJWT(header.build(), claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  void fail(boolean fails) {
    failing = fails;
  }

  private void answer(HttpExchange exchange, String text) throws IOException {
    byte[] answer = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(failing ? 500 : 200, failing ? -1 : answer.length);
    if (!failing) {
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
