package org.liveevents.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer: a key set on a local port, and tokens signed with its keys. */
final class KeyServer implements AutoCloseable {

  static final String ISSUER = "https://live-events.canvas.instructure.com";

  private final HttpServer server;
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile List<RSAKey> keys;
  private volatile boolean failing;

  KeyServer(RSAKey... keys) {
    this.keys = List.of(keys);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/jwks",
        exchange -> {
          fetches.incrementAndGet();
          byte[] answer = new JWKSet(List.copyOf(this.keys)).toString().getBytes(UTF_8);
          exchange.sendResponseHeaders(failing ? 500 : 200, failing ? -1 : answer.length);
          if (!failing) {
            exchange.getResponseBody().write(answer);
          }
          exchange.close();
        });
    server.start();
  }

  static RSAKey key(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sign(RSAKey key, String claims) throws JOSEException {
    return sign(key, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()), claims);
  }

  static String sign(RSAKey key, JWSHeader.Builder header, String claims) throws JOSEException {
    JWSObject token = new JWSObject(header.build(), new Payload(claims));
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
  }

  void publish(RSAKey... published) {
    keys = List.of(published);
  }

  void fail(boolean fails) {
    failing = fails;
  }

  int fetches() {
    return fetches.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
