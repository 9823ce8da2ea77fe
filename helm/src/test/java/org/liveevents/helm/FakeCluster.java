package org.liveevents.helm;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * As much of a Kubernetes API as a chart's {@code lookup} asks for: secrets, and no others. Helm
 * finds it by the file that the variable KUBECONFIG names, which the build sets.
 */
final class FakeCluster {

  private static final String SECRETS = "/api/v1/namespaces/" + Chart.NAMESPACE + "/secrets/";
  private static final String RESOURCES =
      """
      {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"v1","resources":[
       {"name":"secrets","singularName":"secret","namespaced":true,"kind":"Secret","verbs":["get"]}]}
      """;
  private static final String NOT_FOUND =
      """
      {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}
      """;

  private static final FakeCluster ONE = new FakeCluster();

  private final Map<String, Map<String, String>> secrets = new ConcurrentHashMap<>();

  private FakeCluster() {
    String kubeconfig = System.getenv("KUBECONFIG");
    if (kubeconfig == null) {
      throw new IllegalStateException("set KUBECONFIG to a file that may be written");
    }
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
      Files.writeString(
          Path.of(kubeconfig),
          """
          apiVersion: v1
          kind: Config
          current-context: fake
          clusters: [{name: fake, cluster: {server: "http://127.0.0.1:%d"}}]
          contexts: [{name: fake, context: {cluster: fake, user: nobody}}]
          users: [{name: nobody}]
          """
              .formatted(server.getAddress().getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cluster, without any secret unless it was put there. */
  static FakeCluster running() {
    return ONE;
  }

  /** Puts a secret there, with this data in base64. */
  void hold(String secret, Map<String, String> data) {
    secrets.put(secret, Map.copyOf(data));
  }

  /** Takes all secrets away. */
  void forget() {
    secrets.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String secret = path.startsWith(SECRETS) ? path.substring(SECRETS.length()) : "";
      Map<String, String> known = secrets.get(secret);
      String body = NOT_FOUND;
      if (path.equals("/api/v1")) {
        body = RESOURCES;
      } else if (known != null) {
        body =
            """
            {"kind":"Secret","apiVersion":"v1","metadata":{"name":"%s"},"data":{%s}}
            """
                .formatted(
                    secret,
                    known.entrySet().stream()
                        .map(entry -> "\"%s\":\"%s\"".formatted(entry.getKey(), entry.getValue()))
                        .collect(joining(",")));
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(body.equals(NOT_FOUND) ? 404 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
