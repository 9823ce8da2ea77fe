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
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks other instances, on behalf of the caller. */
final class Peers {

  private static final Logger LOGGER = LoggerFactory.getLogger(Peers.class);
  private static final List<String> PASSED_ON = List.of(Reply.RETRY_AFTER, ETag.HEADER);
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(4);

  /** Whoever takes a stale answer has somebody else to ask. */
  private static final Duration STALE_PATIENCE = Duration.ofSeconds(1);

  /** For so long whoever takes a stale answer needn't wait for a peer that was silent. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Hops hops;
  private final Map<Address, Long> silentSince = new ConcurrentHashMap<>();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(CONNECT_PATIENCE)
          .build();

  Peers(Hops hops) {
    this.hops = hops;
  }

  /**
   * Asks a peer.
   *
   * @return its reply as it is; empty, never a failure, if none came in time
   */
  CompletableFuture<Optional<Reply>> ask(Address peer, String target, Question question) {
    if (question.isStaleAllowed() && isSilent(peer)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(peer.resource(target))
            .timeout(question.isStaleAllowed() ? STALE_PATIENCE : ANSWER_PATIENCE);
    hops.headers(target, question.authorization(), question.caller()).forEach(request::header);
    return client
        .sendAsync(request.build(), BodyHandlers.ofString())
        .whenComplete((response, failure) -> heard(peer, failure == null))
        .thenApply(
            response -> Optional.of(reply(response)).filter(reply -> isForTheCaller(reply, peer)))
        .exceptionally(
            failure -> {
              LOGGER.warn("no answer from another instance peer={} error={}", peer, name(failure));
              return Optional.empty();
            });
  }

  private boolean isSilent(Address peer) {
    Long since = silentSince.get(peer);
    return since != null && System.nanoTime() - since < SILENCE.toNanos();
  }

  private void heard(Address peer, boolean isAnswer) {
    if (isAnswer) {
      silentSince.remove(peer);
    } else {
      silentSince.put(peer, System.nanoTime());
    }
  }

  /** A signature that is refused is our affair: other secrets there, or another clock. */
  private boolean isForTheCaller(Reply reply, Address peer) {
    if (reply.status() == 401 && hops.areSigned()) {
      LOGGER.warn("another instance refuses our signature peer={}", peer);
      return false;
    }
    return true;
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
