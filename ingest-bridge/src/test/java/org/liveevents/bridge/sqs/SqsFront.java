package org.liveevents.bridge.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Stands before an SQS server and speaks its JSON protocol: lets calls through, or answers them
 * with the errors that Amazon's would, and counts them.
 */
final class SqsFront implements AutoCloseable {

  static final String RECEIVE = "ReceiveMessage";
  static final String DELETE = "DeleteMessageBatch";
  static final String HIDE = "ChangeMessageVisibilityBatch";

  private static final Pattern ENTRY = Pattern.compile("\\{[^{}]*\"Id\":\"(\\d+)\"[^{}]*\\}");
  private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/]+)/");

  private final URI behind;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Map<String, String> refused = new ConcurrentHashMap<>();
  private final AtomicInteger halved = new AtomicInteger();
  private volatile String accessKey = "";
  private volatile String sessionToken = "";

  SqsFront(URI behind) {
    this.behind = behind;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on that call is answered with that error. */
  void refuse(String call, String code) {
    refused.put(call, code);
  }

  /** From now on that call is let through. */
  void allow(String call) {
    refused.remove(call);
  }

  /** Of the next so many deletions, each entry of an odd number fails through no fault of ours. */
  void deleteHalf(int times) {
    halved.set(times);
  }

  /** How often that call was made, refused or not. */
  int calls(String call) {
    AtomicInteger count = calls.get(call);
    return count == null ? 0 : count.get();
  }

  /** Who signed the last call. */
  String accessKey() {
    return accessKey;
  }

  /** What came with that signature; empty if nothing did. */
  String sessionToken() {
    return sessionToken;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      noteSender(exchange);
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String call = target.substring(target.indexOf('.') + 1);
      calls.computeIfAbsent(call, any -> new AtomicInteger()).incrementAndGet();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String code = refused.get(call);
      if (code != null) {
        send(exchange, 400, "{\"__type\":\"com.amazonaws.sqs#" + code + "\",\"message\":\"no\"}");
      } else if (call.equals(DELETE) && halved.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        send(exchange, 200, deleteHalf(target, body));
      } else {
        HttpResponse<String> answer = forward(target, body);
        send(exchange, answer.statusCode(), answer.body());
      }
    }
  }

  private void noteSender(HttpExchange exchange) {
    String signature = exchange.getRequestHeaders().getFirst("Authorization");
    String token = exchange.getRequestHeaders().getFirst("X-Amz-Security-Token");
    accessKey =
        ACCESS_KEY.matcher(signature).results().map(found -> found.group(1)).findFirst().orElse("");
    sessionToken = token == null ? "" : token;
  }

  private String deleteHalf(String target, String body) {
    List<MatchResult> entries = ENTRY.matcher(body).results().toList();
    String kept =
        entries.stream().filter(SqsFront::isEven).map(MatchResult::group).collect(joining(","));
    int from = entries.get(0).start();
    int to = entries.get(entries.size() - 1).end();
    forward(target, body.substring(0, from) + kept + body.substring(to));
    return "{\"Successful\":["
        + entries.stream()
            .filter(SqsFront::isEven)
            .map(entry -> "{\"Id\":\"" + entry.group(1) + "\"}")
            .collect(joining(","))
        + "],\"Failed\":["
        + entries.stream()
            .filter(entry -> !isEven(entry))
            .map(
                entry ->
                    "{\"Id\":\""
                        + entry.group(1)
                        + "\",\"SenderFault\":false,\"Code\":\"InternalError\"}")
            .collect(joining(","))
        + "]}";
  }

  private static boolean isEven(MatchResult entry) {
    return Integer.parseInt(entry.group(1)) % 2 == 0;
  }

  private HttpResponse<String> forward(String target, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(behind.resolve("/"))
            .header("X-Amz-Target", target)
            .header("Content-Type", "application/x-amz-json-1.0")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
