package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import org.liveevents.quickstart.embedded.JwksServer;
import org.liveevents.quickstart.pipeline.RunningService;
import org.liveevents.quickstart.pipeline.Services;

/**
 * G1 while the network between the bridge and what it depends on is cut, silent or slow: what was
 * acknowledged is stored, and every webhook is answered in time. {@code -Dfaults=10} makes each
 * fault last ten times as long.
 */
@Tag("thorough")
class BridgeFaultsIT {

  private static final int TIMES = Integer.getInteger("faults", 1);
  private static final int SENDERS = 8;

  /** Canvas counts an answer after 15 s as a timeout. */
  private static final Duration IN_TIME = Duration.ofSeconds(14);

  private final FaultProxy toKafka = new FaultProxy();
  private final FaultProxy toSqs = new FaultProxy();
  private final FaultProxy toKeys = new FaultProxy();
  private final EmbeddedKafka kafka = EmbeddedKafka.startBehind(toKafka.port());
  private final CanvasKeys keys = new CanvasKeys(InstantSource.system());
  private final JwksServer jwks = JwksServer.start(keys);
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger askedAgain = new AtomicInteger();
  private final List<AutoCloseable> open = new ArrayList<>();
  private TopicTail raw;

  @BeforeEach
  void connect() {
    toKafka.to(kafka.port());
    toKeys.to(jwks.url().getPort());
  }

  @AfterEach
  void endAll() throws Exception {
    raw.close();
    for (AutoCloseable one : open) {
      one.close();
    }
    jwks.close();
    kafka.close();
    toKafka.close();
    toSqs.close();
    toKeys.close();
  }

  @Test
  void acknowledgesNothingThatACutConnectionToTheBrokerLost() throws Exception {
    // Given
    WebhookClient webhook = webhook(Map.of("WEBHOOK_AUTH", "none"));

    // When: connections end all the time
    CompletableFuture<Void> posting = post(webhook, 400 * TIMES);
    while (!posting.isDone()) {
      toKafka.cut();
      Thread.sleep(300);
    }
    posting.join();

    // Then
    assertNothingAcknowledgedIsLost("cut");
    assertThat(acknowledged).hasSize(400 * TIMES);
  }

  @Test
  void answersInTimeWhileTheBrokerIsSilentAndAcknowledgesNothingThatWasLost() throws Exception {
    // Given
    WebhookClient webhook = webhook(Map.of("WEBHOOK_AUTH", "none"));
    post(webhook, 50).join();

    // When
    toKafka.silence();
    CompletableFuture<Void> posting = post(webhook, 200);
    Thread.sleep(12_000L * TIMES);
    toKafka.heal();
    posting.join();

    // Then
    assertNothingAcknowledgedIsLost("silent");
    assertThat(askedAgain.get()).isPositive();
  }

  @Test
  void takesAllOfAQueueThoughItsConnectionsAreCutAndSilent() throws Exception {
    // Given
    EmbeddedSqs sqs = opened(EmbeddedSqs.start());
    toSqs.to(sqs.endpoint().getPort());
    QueueClient queue = QueueClient.create(sqs, Duration.ofSeconds(3));
    List<String> events = events(1000 * TIMES);
    queue.sendAll(events);
    Map<String, String> settings = new HashMap<>(queue.settings());
    settings.put("SQS_ENDPOINT", "http://127.0.0.1:" + toSqs.port());
    start(settings);

    // When
    for (int i = 0; i < 6 * TIMES; i++) {
      Thread.sleep(300);
      toSqs.cut();
    }
    toSqs.silence();
    Thread.sleep(3_000L * TIMES);
    toSqs.heal();
    toSqs.slow(Duration.ofMillis(50));
    Thread.sleep(2_000L * TIMES);
    toSqs.heal();

    // Then
    queue.awaitEmpty();
    acknowledged.addAll(events);
    assertNothingAcknowledgedIsLost("queue");
  }

  @Test
  void knowsTheKeysItHasWhileTheIssuersServerIsSilentAndServesOthersMeanwhile() throws Exception {
    // Given
    WebhookClient webhook =
        webhook(
            Map.of(
                "WEBHOOK_JWKS_URL",
                "http://127.0.0.1:" + toKeys.port() + jwks.url().getPath(),
                "WEBHOOK_ISSUER",
                CanvasKeys.ISSUER));
    String event = events(1).get(0);
    assertThat(webhook.post(keys.sign(event)).statusCode()).isEqualTo(200);

    // When
    toKeys.silence();
    CanvasKeys foreign = new CanvasKeys(InstantSource.system());
    foreign.rotate();
    List<CompletableFuture<HttpResponse<String>>> unknown =
        IntStream.range(0, 100)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> webhook.post(foreign.sign(event))))
            .toList();

    // Then
    for (int i = 0; i < 20; i++) {
      assertThat(webhook.post(keys.sign(event)).statusCode()).isEqualTo(200);
    }
    for (CompletableFuture<HttpResponse<String>> answer : unknown) {
      assertThat(answer.get().statusCode()).isEqualTo(401);
    }

    // When: Canvas changes its key, and its server is back
    toKeys.heal();
    keys.rotate();

    // Then
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> webhook.post(keys.sign(event)).statusCode() == 200);
  }

  private CompletableFuture<Void> post(WebhookClient webhook, int count) {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    List<CompletableFuture<Void>> posts =
        events(count).stream()
            .map(event -> CompletableFuture.runAsync(() -> postUntilTaken(webhook, event), senders))
            .toList();
    return CompletableFuture.allOf(posts.toArray(CompletableFuture<?>[]::new))
        .whenComplete((done, failure) -> senders.shutdown());
  }

  private void postUntilTaken(WebhookClient webhook, String event) {
    while (true) {
      long start = System.nanoTime();
      int status = webhook.post(event.getBytes(UTF_8)).statusCode();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(IN_TIME);
      if (status == 200) {
        acknowledged.add(event);
        return;
      }
      assertThat(status).isEqualTo(503);
      askedAgain.incrementAndGet();
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void assertNothingAcknowledgedIsLost(String fault) {
    List<ConsumerRecord<byte[], byte[]>> records = raw.rest();
    Set<String> stored = new HashSet<>();
    records.forEach(record -> stored.add(new String(record.value(), UTF_8)));
    System.out.printf(
        "%s: %d acknowledged, %d asked to come again, %d records, lost %d%n",
        fault,
        acknowledged.size(),
        askedAgain.get(),
        records.size(),
        acknowledged.stream().filter(event -> !stored.contains(event)).count());
    assertThat(acknowledged).isSubsetOf(stored);
  }

  private WebhookClient webhook(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("WEBHOOK_PORT", "0");
    return new WebhookClient(start(settings).address());
  }

  private RunningService start(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("RAW_PARTITIONS", "2");
    settings.put("TYPED_PARTITIONS", "1");
    settings.put("MANAGEMENT_PORT", "0");
    RunningService bridge = opened(Services.bridge().start(settings));
    raw = TopicTail.ofAll(kafka.bootstrapServers(), "canvas.raw");
    return bridge;
  }

  private static List<String> events(int count) {
    Instant start = Instant.now();
    return IntStream.range(0, count)
        .mapToObj(serial -> Events.read(serial % 50, serial, start.plusMillis(serial)))
        .toList();
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(0, one);
    return one;
  }
}
