package org.liveevents.quickstart.pipeline;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a service whether it is at work, as an orchestrator's probe does. */
final class Readiness {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private Readiness() {}

  /**
   * Returns once the service says it is ready.
   *
   * @throws IllegalStateException if it doesn't in that time
   */
  static void await(int managementPort, Duration patience) {
    URI probe = URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
    HttpClient http = HttpClient.newHttpClient();
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (!isReady(http, probe)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("not ready after " + patience.toSeconds() + " s");
        }
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a service was starting", e);
    }
  }

  private static boolean isReady(HttpClient http, URI probe) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
