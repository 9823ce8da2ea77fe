package org.liveevents.runtime.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.registry.RegistryException.Reason;

/** Questions to the registry and its answers, from whichever of its addresses gives one. */
final class RegistryHttp {

  private static final String JSON = "application/vnd.schemaregistry.v1+json";
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** An answer that tells something. */
  record Answer(int status, JsonNode body) {

    boolean isGood() {
      return status / 100 == 2;
    }

    boolean isNotFound() {
      return status == 404;
    }
  }

  private final HttpClient http;
  private final List<URI> urls;
  private final Optional<String> authorization;
  private final AtomicInteger lastGood = new AtomicInteger();

  RegistryHttp(RegistrySettings settings) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER); // an account is for one host
    settings.tls().context().ifPresent(builder::sslContext);
    this.http = builder.build();
    this.urls = settings.urls();
    this.authorization =
        settings
            .credentials()
            .map(
                account ->
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(
                                (account.user() + ":" + account.password().reveal())
                                    .getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Asks; what the registry says is the caller's to judge.
   *
   * @throws RegistryException UNREACHABLE if no address answers, or none but with its own failure
   */
  Answer ask(String method, String path, Optional<JsonNode> body) {
    Optional<RegistryException> failure = Optional.empty();
    int first = lastGood.get();
    for (int turn = 0; turn < urls.size(); turn++) {
      int at = (first + turn) % urls.size();
      URI url = urls.get(at);
      try {
        HttpResponse<String> response =
            http.send(request(URI.create(url + path), method, body), BodyHandlers.ofString());
        if (response.statusCode() < 500 && response.statusCode() != 429) {
          lastGood.set(at);
          return new Answer(response.statusCode(), json(response.body()));
        }
        failure = Optional.of(unreachable(url, "answers " + response.statusCode(), null));
      } catch (IOException e) {
        failure = Optional.of(unreachable(url, e.getClass().getSimpleName(), e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unreachable(url, "interrupted", e);
      }
    }
    throw failure.orElseThrow();
  }

  private HttpRequest request(URI uri, String method, Optional<JsonNode> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Accept", JSON)
            .header("Content-Type", JSON)
            .method(
                method,
                body.map(json -> BodyPublishers.ofString(json.toString()))
                    .orElseGet(BodyPublishers::noBody));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request.build();
  }

  private static RegistryException unreachable(URI url, String why, @Nullable Exception cause) {
    return new RegistryException(
        Reason.UNREACHABLE, "no answer from the schema registry at " + url + ": " + why, cause);
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
