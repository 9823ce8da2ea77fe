package org.liveevents.quickstart.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveevents.event.Payload;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import software.amazon.awssdk.services.sqs.model.Message;

class SenderIT {

  private static final Plan PLAN =
      CanvasSimulation.plan(
          new SimulationSettings(
              3, 500, Instant.parse("2026-09-14T12:00:00Z"), Duration.ofSeconds(5)));

  private final ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private HttpServer webhook;
  private EmbeddedSqs sqs;
  private URI queue;

  SenderIT() throws IOException {
    webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sqs = EmbeddedSqs.start();
    queue = sqs.createQueue("canvas-live-events");
  }

  @BeforeEach
  void listen() {
    webhook.createContext("/", this::answer);
    webhook.start();
  }

  @AfterEach
  void stop() {
    webhook.stop(0);
    sqs.close();
  }

  @Test
  void sendsEveryPayloadOfAPlanOverItsChannel() throws Exception {
    // When
    AtomicInteger delivered = new AtomicInteger();
    try (Sender sender = sender()) {
      for (Wave wave : PLAN.waves()) {
        assertThat(sender.send(wave, delivered::addAndGet)).isEqualTo(new Sender.Sent(0, 0));
      }
    }

    // Then
    List<Delivery> deliveries =
        PLAN.waves().stream().flatMap(wave -> wave.deliveries().stream()).toList();
    assertThat(delivered).hasValue(PLAN.expectation().messages());
    assertThat(messages())
        .containsExactlyInAnyOrderElementsOf(
            deliveries.stream()
                .filter(Delivery.Sqs.class::isInstance)
                .map(delivery -> delivery.payload().text())
                .toList());
    List<String> claims = bodies.stream().map(SenderIT::claims).toList();
    for (Delivery delivery : deliveries) {
      if (delivery instanceof Delivery.Webhook request) {
        String text = request.payload().text();
        String own = text.substring(text.indexOf('{') + 1); // before it stand the standard claims
        assertThat(claims).anyMatch(claim -> claim.endsWith(own));
      }
    }
  }

  @Test
  void sendsAgainWhatIsToComeBackLater() throws Exception {
    // Given
    refusals.set(1);
    Delivery delivery = new Delivery.Webhook(Payload.of("{}"), Delivery.Form.TOKEN);

    // When
    try (Sender sender = sender()) {
      Sender.Sent sent = sender.send(new Wave("one", List.of(delivery)), count -> {});

      // Then
      assertThat(sent).isEqualTo(new Sender.Sent(0, 1));
      assertThat(bodies).hasSize(1);
    }
  }

  private Sender sender() {
    URI url = URI.create("http://127.0.0.1:" + webhook.getAddress().getPort() + "/");
    return new Sender(sqs, queue, url, new CanvasKeys(InstantSource.system()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (refusals.getAndDecrement() > 0) {
        exchange.getResponseHeaders().set("Retry-After", "0");
        exchange.sendResponseHeaders(503, -1);
      } else {
        bodies.add(new String(body, StandardCharsets.US_ASCII));
        exchange.sendResponseHeaders(204, -1);
      }
    }
  }

  private List<String> messages() {
    ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();
    while (true) {
      List<Message> batch =
          sqs.client()
              .receiveMessage(receive -> receive.queueUrl(queue.toString()).maxNumberOfMessages(10))
              .messages();
      if (batch.isEmpty()) {
        return List.copyOf(texts);
      }
      batch.forEach(message -> texts.add(message.body()));
    }
  }

  private static String claims(String body) {
    try {
      return JWSObject.parse(body.replace("\"", "")).getPayload().toString();
    } catch (ParseException e) {
      throw new AssertionError("no token", e);
    }
  }
}
