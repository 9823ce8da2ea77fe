package org.liveevents.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.intake.RecordingIntake;
import org.liveevents.bridge.intake.Source;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.bridge.webhook.WebhookSettings.Authentication;
import org.liveevents.event.Payload;
import org.liveevents.runtime.config.Secret;

class WebhookHandlerTest {

  private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");
  private static final int LIMIT = 1024 * 1024;
  private static final Authentication TOKENS =
      new Authentication.Token(List.of(new Secret("old"), new Secret("new")));

  private final RecordingIntake intake = new RecordingIntake();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void answersOnlyWhenTheDeliveryIsStored() throws Exception {
    // Given
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    intake.answering(delivery -> receipt);
    WebhookSource source = start(new Authentication.None());

    // When
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(post(source, "", "{}").build(), BodyHandlers.ofString());
    await().until(() -> intake.deliveries().size() == 1);

    // Then
    assertThat(answer).isNotDone();
    receipt.complete(new Receipt.Stored());
    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(intake.deliveries())
        .containsExactly(
            new Delivery(
                Source.WEBHOOK,
                "request-1",
                NOW,
                Payload.of("{}"),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void asksForAnotherAttemptWhenTheIntakeIsUnavailable() throws Exception {
    // Given
    intake.refuse();

    // When
    HttpResponse<String> answer = send(post(start(new Authentication.None()), "", "{}"));

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
  }

  @Test
  void takesWhateverWasSentForTheIntakeToJudge() throws Exception {
    // Given
    WebhookSource source = start(new Authentication.None());

    // Then
    for (String body : List.of("", "no json", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln")) {
      assertThat(send(post(source, "", body)).statusCode()).isEqualTo(200);
    }
    assertThat(intake.deliveries()).hasSize(3);
  }

  @Test
  void refusesABodyOverTheLimitAnnouncedOrNot() throws Exception {
    // Given
    WebhookSource source = start(new Authentication.None());
    byte[] large = new byte[LIMIT + 1];
    BodyPublisher unannounced = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));

    // Then
    assertThat(send(post(source, "", "").POST(BodyPublishers.ofByteArray(large))).statusCode())
        .isEqualTo(413);
    assertThat(send(post(source, "", "").POST(unannounced)).statusCode()).isEqualTo(413);
    assertThat(send(post(source, "", "x".repeat(LIMIT))).statusCode()).isEqualTo(200);
    assertThat(intake.deliveries()).hasSize(1);
  }

  @Test
  void saysWhichMethodIsAllowed() throws Exception {
    // When
    HttpResponse<String> answer = send(post(start(new Authentication.None()), "", "").GET());

    // Then
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("POST");
    assertThat(intake.deliveries()).isEmpty();
  }

  @Test
  void takesAnyOfTheTokensInTheHeaderOrTheQuery() throws Exception {
    // Given
    WebhookSource source = start(TOKENS);

    // Then
    assertThat(send(post(source, "?token=old", "{}")).statusCode()).isEqualTo(200);
    assertThat(send(post(source, "", "{}").header("Authorization", "Bearer new")).statusCode())
        .isEqualTo(200);
    assertThat(send(post(source, "?token=ne", "{}")).statusCode()).isEqualTo(401);
    assertThat(send(post(source, "", "{}").header("Authorization", "Basic new")).statusCode())
        .isEqualTo(401);
    assertThat(send(post(source, "", "{}")).statusCode()).isEqualTo(401);
    assertThat(intake.deliveries()).hasSize(2);
    assertThat(meters.get("bridge.auth_refused").tag("reason", "token").counter().count())
        .isEqualTo(3);
  }

  @Test
  void takesTheEventOutOfASignedBodyAndRefusesOthers() throws Exception {
    // Given
    RSAKey key = KeyServer.key("2026-09");
    KeyServer keys = opened(new KeyServer(key));
    WebhookSource source =
        start(new Authentication.Signed(keys.address(), KeyServer.ISSUER, Duration.ofSeconds(60)));
    String token = KeyServer.sign(key, "{\"iss\":\"" + KeyServer.ISSUER + "\",\"body\":{}}");

    // Then
    assertThat(send(post(source, "", '"' + token + '"')).statusCode()).isEqualTo(200);
    assertThat(intake.deliveries().get(0).body()).isEqualTo(Payload.of("{\"body\":{}}"));
    assertThat(intake.deliveries().get(0).signatureKid()).contains("2026-09");
    assertThat(send(post(source, "", token + "x")).statusCode()).isEqualTo(401);
    assertThat(send(post(source, "", "{}")).statusCode()).isEqualTo(401);
    assertThat(intake.deliveries()).hasSize(1);
  }

  @Test
  void asksForAnotherAttemptWhileTheKeysCannotBeFetched() throws Exception {
    // Given
    RSAKey key = KeyServer.key("2026-09");
    KeyServer keys = opened(new KeyServer(key));
    keys.fail(true);
    WebhookSource source =
        start(new Authentication.Signed(keys.address(), KeyServer.ISSUER, Duration.ofSeconds(60)));

    // When
    HttpResponse<String> answer = send(post(source, "", KeyServer.sign(key, "{}")));

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void holdsManyRequestsWithoutAThreadForEach() throws Exception {
    // Given
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    intake.answering(delivery -> receipt.copy());
    WebhookSource source = start(new Authentication.None());

    // When
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      answers.add(client.sendAsync(post(source, "", "{}").build(), BodyHandlers.ofString()));
    }
    await().until(() -> intake.deliveries().size() == 300);
    receipt.complete(new Receipt.Stored());

    // Then
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void givesUpOnABodyThatIsNeverFinished() throws Exception {
    // Given
    WebhookSource source = start(new Authentication.None());

    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), source.port())) {
      // When
      socket
          .getOutputStream()
          .write(
              ("POST " + WebhookSource.PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
                  .getBytes(UTF_8));

      // Then
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 408".length());
      assertThat(new String(status, UTF_8)).isEqualTo("HTTP/1.1 408");
    }
    assertThat(intake.deliveries()).isEmpty();
  }

  @Test
  void answersWhatIsAtHandBeforeItStops() throws Exception {
    // Given
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    intake.answering(delivery -> receipt);
    WebhookSource source = start(new Authentication.None());
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(post(source, "", "{}").build(), BodyHandlers.ofString());
    await().until(() -> intake.deliveries().size() == 1);

    // When
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(source::close);
    receipt.complete(new Receipt.Stored());

    // Then
    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(stopped).succeedsWithin(Duration.ofSeconds(15));
  }

  private WebhookSource start(Authentication authentication) {
    return opened(
        WebhookSource.start(
            new WebhookSettings(0, authentication, LIMIT, 8L * LIMIT, Optional.empty()),
            new Limits(LIMIT, Duration.ofSeconds(2), Duration.ofSeconds(9), 4096),
            intake,
            () -> NOW,
            () -> "request-1",
            new BridgeMetrics(meters)));
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(0, one);
    return one;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder post(WebhookSource source, String query, String body) {
    URI uri = URI.create("http://127.0.0.1:" + source.port() + WebhookSource.PATH + query);
    return HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body));
  }
}
