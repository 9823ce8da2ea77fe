package org.liveevents.quickstart.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Publishes Canvas' keys over HTTP. */
public final class JwksServer implements AutoCloseable {

  private static final String PATH = "/jwks";

  private final HttpServer server;

  private JwksServer(HttpServer server) {
    this.server = server;
  }

  /** Starts the server on a free port of the loopback interface. */
  public static JwksServer start(CanvasKeys keys) {
    return start(keys, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Starts the server at that address; it always tells the keys of the moment. */
  public static JwksServer start(CanvasKeys keys, InetSocketAddress address) {
    try {
      HttpServer server = HttpServer.create(address, 0);
      server.createContext(PATH, exchange -> answer(exchange, keys));
      server.start();
      return new JwksServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException("the key server cannot listen", e);
    }
  }

  /** Where the keys are. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, CanvasKeys keys) throws IOException {
    try (exchange) {
      byte[] body = keys.published().toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
