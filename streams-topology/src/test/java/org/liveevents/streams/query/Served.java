package org.liveevents.streams.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.config.Secret;
import org.liveevents.streams.course.StateJson;
import org.liveevents.streams.query.access.AccessSettings;

/** A query server on a free port, and a client that has the token. */
final class Served implements AutoCloseable {

  static final String TOKEN = "a-token";

  static final AccessSettings.Authentication TOKENS =
      new AccessSettings.Token(List.of(new Secret("another-token"), new Secret(TOKEN)));

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final QueryServer server;

  /** Answers whoever has the token. */
  Served(FakeInstance instance) {
    this(instance, settings(TOKENS, List.of()));
  }

  /** One of several that share secrets but not their tokens. */
  Served(FakeInstance instance, String token, Secret... hopSecrets) {
    this(
        instance,
        new AccessSettings.Token(List.of(new Secret("another-token"), new Secret(token))),
        hopSecrets);
  }

  Served(
      FakeInstance instance, AccessSettings.Authentication authentication, Secret... hopSecrets) {
    this(
        instance,
        settings(authentication, List.of(), new AccessSettings.NoAudit(), List.of(hopSecrets)));
  }

  Served(FakeInstance instance, QuerySettings settings) {
    this.server = QueryServer.start(settings, instance.parts());
  }

  static QuerySettings settings(
      AccessSettings.Authentication authentication, List<String> origins) {
    return settings(authentication, origins, new AccessSettings.NoAudit(), List.of());
  }

  static QuerySettings settings(
      AccessSettings.Authentication authentication,
      List<String> origins,
      AccessSettings.Audit audit,
      List<Secret> hopSecrets) {
    return new QuerySettings(
        0,
        Optional.empty(),
        new AccessSettings(authentication, Duration.ofHours(8), audit),
        origins,
        hopSecrets,
        Optional.empty(),
        IdRules.ofShard(2107),
        PageLimits.DEFAULT);
  }

  Address address() {
    return new Address("127.0.0.1", server.port());
  }

  HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return send(request(target).header("Authorization", "Bearer " + TOKEN));
  }

  JsonNode ok(String target) throws IOException, InterruptedException {
    HttpResponse<String> response = get(target);
    if (response.statusCode() != 200) {
      throw new AssertionError(target + ": " + response.statusCode() + " " + response.body());
    }
    return json(response);
  }

  HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://" + address() + target));
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return send(request, BodyHandlers.ofString());
  }

  static <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), body);
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return StateJson.mapper().readTree(response.body());
  }

  @Override
  public void close() {
    server.close();
  }
}
