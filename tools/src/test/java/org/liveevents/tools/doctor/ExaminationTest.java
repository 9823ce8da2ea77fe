package org.liveevents.tools.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveevents.tools.doctor.Finding.Status;

class ExaminationTest {

  private HttpServer server;
  private String body = "";
  private int status = 200;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void checksRunAtOnceAndAreToldInTheirOrder() throws InterruptedException {
    // Given: two that can only end together
    CyclicBarrier both = new CyclicBarrier(2);

    // When
    List<Finding> findings =
        new Examination(Duration.ofSeconds(30))
            .of(List.of(check("first", both::await), check("second", both::await)));

    // Then
    assertThat(findings).extracting(Finding::what).containsExactly("first", "second");
    assertThat(findings).extracting(Finding::status).containsOnly(Status.GREEN);
  }

  @Test
  void aCheckThatHangsIsRedAndHoldsUpNoOther() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    List<Finding> findings =
        new Examination(Duration.ofMillis(300))
            .of(List.of(check("hangs", () -> never.await()), check("good", () -> {})));
    assertThat(findings).extracting(Finding::status).containsExactly(Status.RED, Status.GREEN);
  }

  @Test
  void aCheckThatFailsIsRedAndItsMessageIsKept() throws InterruptedException {
    List<Finding> findings =
        new Examination(Duration.ofSeconds(30))
            .of(
                List.of(
                    check(
                        "fails",
                        () -> {
                          throw new IOException("password=hunter2");
                        })));
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.status()).isEqualTo(Status.RED);
              assertThat(finding.toString()).contains("IOException").doesNotContain("hunter2");
            });
  }

  @Test
  void aClockThatIsOffIsToldByHowMuch() throws InterruptedException {
    assertThat(clockOffBy(Duration.ZERO).status()).isEqualTo(Status.GREEN);
    assertThat(clockOffBy(Duration.ofSeconds(20)).status()).isEqualTo(Status.YELLOW);
    assertThat(clockOffBy(Duration.ofMinutes(-3)).status()).isEqualTo(Status.RED);
  }

  @Test
  void keysThatAreNoneAreRed() throws Exception {
    body = "<html>";
    assertThat(new KeysCheck(address("/jwks"), new Web()).look())
        .extracting(Finding::status)
        .containsExactly(Status.RED);
    body = "{\"keys\":[]}";
    assertThat(new KeysCheck(address("/jwks"), new Web()).look())
        .extracting(Finding::status)
        .containsExactly(Status.RED);
    body = "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}";
    assertThat(new KeysCheck(address("/jwks"), new Web()).look())
        .extracting(Finding::status)
        .containsExactly(Status.GREEN);
  }

  @Test
  void aWebhookThatLeadsElsewhereIsRed() throws Exception {
    assertThat(new WebhookCheck(address("/?token=x"), new Web()).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.status()).isEqualTo(Status.RED);
              assertThat(finding.message()).doesNotContain("token");
            });
    status = 405;
    assertThat(new WebhookCheck(address("/"), new Web()).look())
        .extracting(Finding::status)
        .containsExactly(Status.YELLOW);
  }

  private Finding clockOffBy(Duration off) throws InterruptedException {
    InstantSource clock = () -> Instant.now().plus(off);
    return new ClockCheck(List.of(address("/")), new Web(), clock).look().get(0);
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private interface Action {
    void run() throws Exception;
  }

  private static Check check(String what, Action action) {
    return new Check() {
      @Override
      public String what() {
        return what;
      }

      @Override
      public List<Finding> look() throws Exception {
        action.run();
        return List.of(Finding.green(what, "good"));
      }
    };
  }
}
