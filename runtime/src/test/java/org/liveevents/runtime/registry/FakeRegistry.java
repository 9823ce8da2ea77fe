package org.liveevents.runtime.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** A registry in memory, with the answers of Confluent's; it judges no schema. */
final class FakeRegistry implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final Map<String, List<String>> subjects = new TreeMap<>();
  private final Map<String, String> levels = new TreeMap<>();
  private final List<String> requests = new ArrayList<>();
  private String authorization = "";
  private int refusing;
  private boolean othersAreFaster;

  private FakeRegistry(HttpServer server) {
    this.server = server;
  }

  static FakeRegistry start() {
    try {
      return start(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FakeRegistry start(HttpServer server) {
    FakeRegistry registry = new FakeRegistry(server);
    server.createContext("/base", registry::answer);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    return registry;
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/base");
  }

  /** From now on every answer is this status. */
  synchronized void refuse(int status) {
    refusing = status;
  }

  /** From now on somebody else has just done what anybody comes to do. */
  synchronized void letOthersBeFaster() {
    othersAreFaster = true;
  }

  synchronized String authorization() {
    return authorization;
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized void forgetRequests() {
    requests.clear();
  }

  synchronized List<String> versions(String subject) {
    return List.copyOf(subjects.getOrDefault(subject, List.of()));
  }

  synchronized Map<String, String> levels() {
    return Map.copyOf(levels);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/base".length());
    String what = exchange.getRequestMethod() + " " + path;
    requests.add(what);
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    authorization = sent == null ? "" : sent;
    JsonNode body = MAPPER.readTree(exchange.getRequestBody());
    if (refusing != 0) {
      send(exchange, refusing, "{\"error_code\":%d,\"message\":\"no\"}".formatted(refusing));
    } else if (what.equals("GET /subjects")) {
      send(exchange, 200, MAPPER.writeValueAsString(subjects.keySet()));
    } else if (what.matches("POST /subjects/[^/]+")) {
      List<String> versions = subjects.getOrDefault(path.split("/", -1)[2], List.of());
      sendIf(exchange, versions.contains(text(body)), () -> id(text(body)));
    } else if (what.matches("POST /subjects/[^/]+/versions")) {
      List<String> versions =
          subjects.computeIfAbsent(path.split("/", -1)[2], subject -> new ArrayList<>());
      if (!versions.contains(text(body))) {
        versions.add(text(body));
      }
      done(exchange, id(text(body)));
    } else if (what.matches("GET /subjects/[^/]+/versions/latest")) {
      List<String> versions = subjects.getOrDefault(path.split("/", -1)[2], List.of());
      sendIf(
          exchange,
          !versions.isEmpty(),
          () ->
              MAPPER
                  .createObjectNode()
                  .put("schema", versions.get(versions.size() - 1))
                  .toString());
    } else if (what.matches("GET /config/.+")) {
      String level = levels.get(path.split("/", -1)[2]);
      sendIf(exchange, level != null, () -> "{\"compatibilityLevel\":\"" + level + "\"}");
    } else if (what.matches("PUT /config/.+")) {
      levels.put(path.split("/", -1)[2], body.get("compatibility").asText());
      done(exchange, body.toString());
    } else {
      send(exchange, 500, "{}");
    }
  }

  private static String text(JsonNode body) {
    return body.get("schema").asText();
  }

  private String id(String schema) {
    return "{\"id\":" + ids.computeIfAbsent(schema, text -> ids.size() + 1) + "}";
  }

  private void done(HttpExchange exchange, String answer) throws IOException {
    if (othersAreFaster) {
      send(exchange, 409, "{\"error_code\":409,\"message\":\"it already exists\"}");
    } else {
      send(exchange, 200, answer);
    }
  }

  private static void sendIf(
      HttpExchange exchange, boolean there, java.util.function.Supplier<String> answer)
      throws IOException {
    if (there) {
      send(exchange, 200, answer.get());
    } else {
      send(exchange, 404, "{\"error_code\":40401,\"message\":\"not there\"}");
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
