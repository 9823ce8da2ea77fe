package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.FreePorts;

/** The few answers that aren't 2xx: each says that nothing was taken, and nothing was. */
class WebhookAnswersIT {

  private static final String TOKEN = "a-token-of-ours";
  private static final int MAX_BODY = 2 * 1024 * 1024;
  private static final String EVENT = Events.read(7, 1, Instant.parse("2026-09-01T08:00:00Z"));

  private static EmbeddedKafka kafka;
  private static WebhookBridges bridges;
  private static WebhookClient signed;
  private static WebhookClient token;
  private static WebhookClient open;
  private static Socket stalled;

  private TopicTail topics;

  @BeforeAll
  static void start() throws IOException {
    kafka = EmbeddedKafka.start();
    bridges = new WebhookBridges(kafka.bootstrapServers());
    signed = bridges.signed(Map.of());
    token = bridges.token(TOKEN);
    open = bridges.open();
    stalled = stall();
  }

  /** A request whose body is never finished. */
  private static Socket stall() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), open.address().getPort());
    socket
        .getOutputStream()
        .write(
            "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"
                .formatted(open.address().getPath())
                .getBytes(US_ASCII));
    return socket;
  }

  @AfterAll
  static void stop() throws IOException {
    stalled.close();
    bridges.close();
    kafka.close();
  }

  @BeforeEach
  void follow() {
    topics = new TopicTail(kafka.bootstrapServers(), "canvas.raw", "canvas.rejected");
  }

  @AfterEach
  void nothingIsStored() {
    assertThat(topics.rest()).isEmpty();
    topics.close();
  }

  static Stream<Arguments> unsigned() {
    CanvasKeys keys = bridges.keys();
    String good = keys.sign(EVENT);
    long now = Instant.now().getEpochSecond();
    return Stream.of(
        Arguments.of("the event itself", EVENT),
        Arguments.of("nothing", ""),
        Arguments.of("no token", "a.b.c"),
        Arguments.of("another signature", good.substring(0, good.length() - 8) + "AAAAAAAA"),
        Arguments.of("no signature", good.substring(0, good.lastIndexOf('.') + 1)),
        Arguments.of("other claims", withClaims(good, "{\"iss\":\"" + CanvasKeys.ISSUER + "\"}")),
        Arguments.of("no algorithm", withHeader(good, "{\"alg\":\"none\"}")),
        Arguments.of("another algorithm", withHeader(good, "{\"alg\":\"HS256\",\"kid\":\"1\"}")),
        Arguments.of("another's key", new CanvasKeys(InstantSource.system()).sign(EVENT)),
        Arguments.of("no issuer", keys.signBytes(EVENT.getBytes(UTF_8))),
        Arguments.of("another issuer", claiming("\"iss\":\"https://example.org\"")),
        Arguments.of("too late", claiming(issuedBy() + ",\"exp\":" + (now - 3600))),
        Arguments.of("too early", claiming(issuedBy() + ",\"nbf\":" + (now + 3600))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unsigned")
  void says401ToWhatCanvasDidNotSign(String what, String body) {
    assertThat(signed.post(body).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer a-token-of-others", "Basic " + TOKEN, TOKEN})
  void says401WithoutOurToken(String authorization) {
    // When
    HttpResponse<String> answer =
        token.send(
            token
                .request()
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(EVENT)));

    // Then
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void says405ToAnotherMethod(String method) {
    // When
    HttpResponse<String> answer =
        open.send(open.request().method(method, BodyPublishers.ofString(EVENT)));

    // Then
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("POST");
  }

  @Test
  void says413ToABodyOverTheLimitWhetherItsLengthIsToldOrNot() {
    // Given
    byte[] large = new byte[MAX_BODY + 1];

    // Then
    assertThat(open.post(large).statusCode()).isEqualTo(413);
    assertThat(open.postChunked(large).statusCode()).isEqualTo(413);
    assertThat(signed.post(large).statusCode()).isEqualTo(413);
  }

  @Test
  void says408ToABodyThatIsNeverFinished() throws IOException {
    // When
    byte[] status = stalled.getInputStream().readNBytes("HTTP/1.1 408".length());

    // Then
    assertThat(new String(status, US_ASCII)).isEqualTo("HTTP/1.1 408");
  }

  @Test
  void says503WhileTheKeysCannotBeFetched() {
    // Given
    String nowhere = "http://127.0.0.1:" + FreePorts.free() + "/jwks";
    WebhookClient keyless = bridges.signed(Map.of("WEBHOOK_JWKS_URL", nowhere));

    // When
    HttpResponse<String> answer = keyless.post(bridges.keys().sign(EVENT));

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void says503SoonWhileTheBrokerIsAway() {
    // Given
    try (WebhookBridges elsewhere = new WebhookBridges("127.0.0.1:" + FreePorts.free())) {
      WebhookClient waiting = elsewhere.openWithoutBroker();

      // When
      long start = System.nanoTime();
      HttpResponse<String> answer = waiting.post(EVENT.getBytes(UTF_8));

      // Then
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    }
  }

  private static String issuedBy() {
    return "\"iss\":\"" + CanvasKeys.ISSUER + "\"";
  }

  private static String claiming(String claims) {
    return bridges.keys().signBytes(("{" + claims + "," + EVENT.substring(1)).getBytes(UTF_8));
  }

  private static String withClaims(String token, String claims) {
    String[] parts = token.split("\\.", 3);
    return parts[0] + "." + encoded(claims) + "." + parts[2];
  }

  private static String withHeader(String token, String header) {
    return encoded(header) + token.substring(token.indexOf('.'));
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }
}
