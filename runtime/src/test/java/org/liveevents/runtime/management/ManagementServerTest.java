package org.liveevents.runtime.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.runtime.management.Health.Condition;

class ManagementServerTest {

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private volatile Condition condition = Condition.ready();
  private final ManagementServer server = ManagementServer.start(0, meters, List.of(new Broker()));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isLiveAndReadyWhenAllPartsAre() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void isLiveButNotReadyWhileAPartIsNotAndSaysWhy() throws Exception {
    // Given
    condition = Condition.notReady("no answer from \"kafka\"");

    // When
    HttpResponse<String> ready = get("/health/ready");

    // Then
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .isEqualTo(
            "{\"status\":\"not_ready\",\"checks\":[{\"name\":\"broker\","
                + "\"status\":\"not_ready\",\"reason\":\"no answer from \\\"kafka\\\"\"}]}");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void isNotLiveWhenAPartWillNotRecover() throws Exception {
    // Given
    condition = Condition.dead("fenced");

    // Then
    assertThat(get("/health/live").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void showsWhatIsCounted() throws Exception {
    // Given
    meters.counter("bridge.received", "source", "sqs").increment();

    // Then
    assertThat(get("/metrics").body()).contains("bridge_received_total{source=\"sqs\"} 1.0");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private final class Broker implements Health {
    @Override
    public String name() {
      return "broker";
    }

    @Override
    public Condition condition() {
      return condition;
    }
  }
}
