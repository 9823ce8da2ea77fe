package org.liveevents.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Canvas' side of a webhook with a token: what isn't answered 2xx within 15 s is sent again. */
final class CanvasWebhook {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;
  private final String token;

  CanvasWebhook(URI address, String token) {
    this.address = address;
    this.token = token;
  }

  /** Sends until it is acknowledged. */
  void post(String event) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(15))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    await("acknowledged")
        .atMost(Duration.ofMinutes(2))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> isAcknowledged(request));
  }

  private boolean isAcknowledged(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) { // the bridge was killed: not acknowledged
      return false;
    }
  }
}
