package org.liveevents.bridge.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.liveevents.bridge.intake.Admission;
import org.liveevents.bridge.intake.Admitted;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.intake.RecordingIntake;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.bridge.webhook.WebhookSettings.Authentication;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;

/** Whatever is sent: the right answer, memory within its bound, and others are served meanwhile. */
class BadInputsTest {

  private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");
  private static final int LIMIT = 2 * 1024 * 1024;
  private static final long MEMORY = 8L * 1024 * 1024;
  private static final Limits LIMITS =
      new Limits(LIMIT, Duration.ofSeconds(2), Duration.ofSeconds(4), 4096);
  private static final String EVENT = "{\"metadata\":{}}";

  private final Admission admission =
      new Admission(new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1)));
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

  @TestFactory
  List<DynamicTest> refusesEveryForgedTokenAndFetchesNoKeyItNames() throws JOSEException {
    RSAKey ours = KeyServer.key("ours");
    RSAKey foreign = KeyServer.key("ours");
    KeyServer keys = opened(new KeyServer(ours));
    KeyServer attacker = opened(new KeyServer(foreign));
    WebhookSource source = signed(keys);
    List<DynamicTest> tests = new ArrayList<>();
    BadInputs.tokens(ours, foreign, attacker.address(), NOW)
        .forEach(
            (name, token) ->
                tests.add(
                    DynamicTest.dynamicTest(
                        name,
                        () -> {
                          // When
                          HttpResponse<String> answer = post(source, token.getBytes(UTF_8));

                          // Then
                          assertThat(answer.statusCode()).isEqualTo(401);
                          assertThat(answer.body()).isEmpty();
                          assertThat(intake.deliveries()).isEmpty();
                          assertThat(keys.fetches()).isLessThanOrEqualTo(2);
                          assertThat(attacker.fetches()).isZero();
                        })));
    return tests;
  }

  @TestFactory
  List<DynamicTest> takesEveryBodyAndSaysWhatIsWrongWithIt() {
    WebhookSource source = open(MEMORY);
    List<DynamicTest> tests = new ArrayList<>();
    BadInputs.bodies()
        .forEach(
            (name, body) ->
                tests.add(
                    DynamicTest.dynamicTest(
                        name,
                        () -> {
                          // When
                          int before = intake.deliveries().size();
                          HttpResponse<String> answer = post(source, body);

                          // Then
                          assertThat(answer.statusCode()).isEqualTo(200);
                          assertThat(intake.deliveries()).hasSize(before + 1);
                          List<Admitted> admitted =
                              admission.admit(intake.deliveries().get(before));
                          assertThat(admitted)
                              .singleElement()
                              .extracting(
                                  one ->
                                      one.<String>fold(
                                          event -> "taken", rejected -> rejected.code().code()))
                              .isEqualTo(name.substring(0, name.indexOf(':')));
                          if (!name.startsWith("taken")) {
                            assertThat(admitted.get(0).value().bytes()).isEqualTo(body);
                          }
                        })));
    return tests;
  }

  @Test
  void neverInflatesWhatSaysItIsCompressed() throws Exception {
    // Given
    WebhookSource source = open(MEMORY);
    byte[] bomb = BadInputs.bodies().get("not_utf8: gzip of 100 MB of spaces");

    // When
    HttpResponse<String> answer =
        client.send(
            request(source)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bomb))
                .build(),
            BodyHandlers.ofString());

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(intake.deliveries().get(0).body().size()).isEqualTo(bomb.length);
  }

  @Test
  void saysTooLargeBeforeTheBodyWasSentAndToOneWithoutAnEnd() throws Exception {
    // Given
    WebhookSource source = open(MEMORY);

    // Then: the length alone is enough
    try (Socket socket = connect(source, "Content-Length: 2097153\r\n\r\n")) {
      assertThat(status(socket)).isEqualTo("413");
    }
    try (Socket socket =
        connect(source, "Content-Length: 2097153\r\nExpect: 100-continue\r\n\r\n")) {
      assertThat(status(socket)).isEqualTo("413");
    }

    // Then: and so is what came
    try (Socket socket = connect(source, "Transfer-Encoding: chunked\r\n\r\n")) {
      byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(US_ASCII);
      for (int i = 0; i < 40; i++) {
        socket.getOutputStream().write(chunk);
      }
      assertThat(status(socket)).isEqualTo("413");
    }
    assertThat(intake.deliveries()).isEmpty();
    assertThat(bodyBytes()).isZero();
  }

  @Test
  void givesUpOnManySlowBodiesAndServesOthersMeanwhile() throws Exception {
    // Given
    WebhookSource source = open(MEMORY);
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      slow.add(opened(connect(source, "Content-Length: 2000000\r\n\r\n{")));
    }

    // When: each drips
    CompletableFuture<Void> dripping = CompletableFuture.runAsync(() -> drip(slow, "x"));

    // Then
    while (!dripping.isDone()) {
      assertThat(post(source, EVENT.getBytes(UTF_8)).statusCode()).isEqualTo(200);
      assertThat(bodyBytes()).isLessThan(200 * 16 * 1024);
    }
    for (Socket socket : slow) {
      assertThat(status(socket)).isEqualTo("408");
    }
    assertThat(bodyBytes()).isZero();
    assertThat(meters.get("bridge.webhook.body_refused").tag("status", "408").counter().count())
        .isEqualTo(200);
  }

  @Test
  void hangsUpOnHeadersWithoutAnEnd() throws Exception {
    // Given
    WebhookSource source = open(MEMORY);
    Socket slow = opened(new Socket(InetAddress.getLoopbackAddress(), source.port()));
    slow.getOutputStream()
        .write(("POST " + WebhookSource.PATH + " HTTP/1.1\r\nHost: x\r\nA: ").getBytes(US_ASCII));

    // When
    CompletableFuture<Boolean> dripping =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                for (int i = 0; i < 300; i++) {
                  slow.getOutputStream().write('x');
                  Thread.sleep(100);
                }
                return false;
              } catch (IOException e) { // the server hung up
                return true;
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    // Then
    assertThat(dripping).succeedsWithin(Duration.ofSeconds(40)).isEqualTo(true);
  }

  @Test
  void refusesHeadersThatAreTooLarge() throws Exception {
    // Given
    WebhookSource source = open(MEMORY);

    // Then
    try (Socket socket = connect(source, "A: " + "x".repeat(20_000) + "\r\n\r\n")) {
      assertThat(status(socket)).isEqualTo("431");
    }
  }

  @Test
  void asksToComeAgainWhenTheBodiesInMemoryTakeAllOfTheirRoom() throws Exception {
    // Given: bodies that wait for the broker
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    intake.answering(delivery -> receipt.copy());
    WebhookSource source = open(MEMORY);
    byte[] large = "x".repeat(1_500_000).getBytes(US_ASCII);

    // When
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(
          client.sendAsync(
              request(source).POST(BodyPublishers.ofByteArray(large)).build(),
              BodyHandlers.ofString()));
    }
    await().until(() -> answers.stream().anyMatch(CompletableFuture::isDone));

    // Then
    assertThat(bodyBytes()).isLessThanOrEqualTo(MEMORY);
    receipt.complete(new Receipt.Stored());
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      statuses.add(answer.get().statusCode());
      if (answer.get().statusCode() == 503) {
        assertThat(answer.get().headers().firstValue("Retry-After")).isPresent();
      }
    }
    assertThat(statuses).contains(200, 503).containsOnly(200, 503);
    assertThat(bodyBytes()).isZero();
  }

  @Test
  void answersInTimeWhenTheBrokerNeverDoesAndTakesNothingBack() throws Exception {
    // Given
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    intake.answering(delivery -> receipt);
    WebhookSource source = open(MEMORY);

    // When
    HttpResponse<String> answer = post(source, EVENT.getBytes(UTF_8));

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    receipt.complete(new Receipt.Stored());
    intake.answering(delivery -> CompletableFuture.completedFuture(new Receipt.Stored()));
    assertThat(post(source, EVENT.getBytes(UTF_8)).statusCode()).isEqualTo(200);
    assertThat(bodyBytes()).isZero();
  }

  private static void drip(List<Socket> sockets, String what) {
    try {
      for (int i = 0; i < 30; i++) {
        for (Socket socket : sockets) {
          socket.getOutputStream().write(what.getBytes(US_ASCII));
        }
        Thread.sleep(100);
      }
    } catch (IOException e) { // given up on before the end
      return;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private double bodyBytes() {
    return meters.get("bridge.webhook.body_bytes").gauge().value();
  }

  private WebhookSource open(long memory) {
    return start(new Authentication.None(), memory);
  }

  private WebhookSource signed(KeyServer keys) {
    return start(
        new Authentication.Signed(keys.address(), KeyServer.ISSUER, Duration.ofSeconds(60)),
        MEMORY);
  }

  private WebhookSource start(Authentication authentication, long memory) {
    return opened(
        WebhookSource.start(
            new WebhookSettings(0, authentication, LIMIT, memory, Optional.empty()),
            LIMITS,
            intake,
            () -> NOW,
            () -> "request-1",
            new BridgeMetrics(meters)));
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(0, one);
    return one;
  }

  private HttpResponse<String> post(WebhookSource source, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        request(source).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(WebhookSource source) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + source.port() + WebhookSource.PATH))
        .version(HttpClient.Version.HTTP_1_1);
  }

  private static Socket connect(WebhookSource source, String rest) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), source.port());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            ("POST " + WebhookSource.PATH + " HTTP/1.1\r\nHost: x\r\n" + rest).getBytes(US_ASCII));
    return socket;
  }

  private static String status(Socket socket) throws IOException {
    InputStream answer = socket.getInputStream();
    return new String(answer.readNBytes("HTTP/1.1 408".length()), US_ASCII)
        .substring("HTTP/1.1 ".length());
  }
}
