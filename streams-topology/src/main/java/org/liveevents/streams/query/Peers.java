package org.liveevents.streams.query;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks other instances, on behalf of the caller and with the caller's authorization. */
final class Peers {

  /** Tells an instance that another one asks. */
  static final String HOP = "Live-Events-Hop";

  private static final Logger LOGGER = LoggerFactory.getLogger(Peers.class);
  private static final List<String> PASSED_ON = List.of(Reply.RETRY_AFTER, ETag.HEADER);
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(4);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(CONNECT_PATIENCE)
          .build();

  /**
   * Asks a peer.
   *
   * @return its reply as it is; empty, never a failure, if none came in time
   */
  CompletableFuture<Optional<Reply>> ask(Address peer, String target, Question question) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(peer.resource(target)).timeout(ANSWER_PATIENCE).header(HOP, "1");
    question.authorization().ifPresent(value -> request.header("Authorization", value));
    return client
        .sendAsync(request.build(), BodyHandlers.ofString())
        .thenApply(response -> Optional.of(reply(response)))
        .exceptionally(
            failure -> {
              LOGGER.warn("no answer from another instance peer={} error={}", peer, name(failure));
              return Optional.empty();
            });
  }

  private static Reply reply(HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse(Problem.CONTENT_TYPE);
    Reply reply = new Reply(response.statusCode(), type, response.body(), Map.of());
    for (String header : PASSED_ON) {
      Optional<String> value = response.headers().firstValue(header);
      reply = value.isPresent() ? reply.with(header, value.get()) : reply;
    }
    return reply;
  }

  private static String name(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getClass().getSimpleName();
  }
}
