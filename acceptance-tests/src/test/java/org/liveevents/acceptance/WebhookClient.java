package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Canvas' side of a webhook. Safe to share between threads. */
final class WebhookClient {

  /** Canvas gives up after this. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final URI address;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  WebhookClient(URI address) {
    this.address = address;
  }

  /** The webhook's address. */
  URI address() {
    return address;
  }

  /** Posts a body and tells the answer. */
  HttpResponse<String> post(byte[] body) {
    return send(request().POST(BodyPublishers.ofByteArray(body)));
  }

  /** Posts a body without saying how long it will be. */
  HttpResponse<String> postChunked(byte[] body) {
    BodyPublisher chunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    return send(request().POST(chunks));
  }

  /** Posts a token. */
  HttpResponse<String> post(String token) {
    return post(token.getBytes(US_ASCII));
  }

  /** Sends any other request. */
  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A request to this webhook. */
  HttpRequest.Builder request() {
    return HttpRequest.newBuilder(address);
  }

  /**
   * Posts a token again and again, the same bytes, until it is taken: a connection that breaks and
   * an answer from 500 up are Canvas' reasons to retry.
   *
   * @return how often it was sent
   */
  int postUntilTaken(String token) {
    int[] attempts = {0};
    await("a webhook taken")
        .atMost(Duration.ofMinutes(2))
        .pollDelay(Duration.ZERO)
        .pollInterval(PAUSE)
        .until(
            () -> {
              attempts[0]++;
              return isTaken(token);
            });
    return attempts[0];
  }

  private boolean isTaken(String token) {
    int status;
    try {
      status = post(token).statusCode();
    } catch (UncheckedIOException e) { // refused or broken: the bridge is away
      return false;
    }
    if (status / 100 != 2 && status < 500) {
      throw new AssertionError("a good webhook is answered " + status);
    }
    return status / 100 == 2;
  }
}
