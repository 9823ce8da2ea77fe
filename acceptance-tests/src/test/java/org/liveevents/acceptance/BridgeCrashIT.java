package org.liveevents.acceptance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import org.liveevents.quickstart.embedded.FreePorts;
import org.liveevents.quickstart.embedded.JwksServer;
import org.liveevents.quickstart.pipeline.RunningService;
import org.liveevents.quickstart.pipeline.Services;

/**
 * G1, G2 and G6 when the bridge's process is killed while it receives from a queue and a webhook.
 * {@code -Dkills=20} kills that often.
 */
@Tag("thorough")
class BridgeCrashIT {

  private static final int KILLS = Integer.getInteger("kills", 3);
  private static final int QUEUED = 600 * (KILLS + 1);
  private static final int POSTED = 300 * (KILLS + 1);

  /** These come over both channels. */
  private static final int BOTH = 200;

  private static final int EVENTS = QUEUED + POSTED - BOTH;
  private static final int SENDERS = 8;

  /** What was in flight when the bridge was killed comes again after this. */
  private static final Duration VISIBILITY = Duration.ofSeconds(3);

  private static final Path LOG = Path.of("target", "bridge-crash.log");

  @RegisterExtension private static final Seed SEED = Seed.of("bridge crash");

  @TempDir private Path directory;

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final EmbeddedSqs sqs = EmbeddedSqs.start();
  private final QueueClient queue = QueueClient.create(sqs, VISIBILITY);
  private final CanvasKeys keys = new CanvasKeys(InstantSource.system());
  private final JwksServer jwks = JwksServer.start(keys);
  private final int webhookPort = FreePorts.free();
  private final WebhookClient webhook = WebhookClient.of(webhookPort);
  private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
  private final CommittedTopics topics = new CommittedTopics(kafka.bootstrapServers());
  private final List<ServiceProcess> bridges = new ArrayList<>();
  private RunningService topology;
  private TopicTail raw;

  @BeforeEach
  void startTopology() {
    Map<String, String> settings = common();
    settings.put("KAFKA_STATE_DIR", directory.toString());
    settings.put("REORDER_GRACE", "2s");
    settings.put("QUERY_PORT", "0");
    settings.put("QUERY_AUTH", "none");
    settings.put("MANAGEMENT_PORT", "0");
    topology = Services.topology().start(settings);
    raw = new TopicTail(kafka.bootstrapServers(), "canvas.raw");
  }

  @AfterEach
  void endAll() {
    senders.shutdownNow();
    raw.close();
    bridges.forEach(ServiceProcess::close);
    topology.close();
    jwks.close();
    sqs.close();
    kafka.close();
  }

  @Test
  void losesNothingAndRepeatsNothingWhenKilledUnderLoad() throws Exception {
    // Given: a full queue, and Canvas about to post
    List<String> events = events();
    queue.sendAll(events.subList(0, QUEUED));
    ServiceProcess bridge = startBridge().awaitReady();

    // When: it is killed in mid-stream, again and again
    List<Future<Integer>> posts = post(events.subList(QUEUED - BOTH, EVENTS));
    int received = 0;
    List<Long> inFlight = new ArrayList<>();
    for (int killAt : killsAt()) {
      received += raw.next(killAt - received).size();
      bridge.kill();
      inFlight.add(queue.inFlight());
      assertThat(queue.undeleted()).as("left on the queue").isPositive();
      bridge = startBridge();
    }
    int attempts = 0;
    for (Future<Integer> post : posts) {
      attempts += post.get();
    }
    queue.awaitEmpty();

    // Then
    received += raw.rest().size();
    System.out.printf(
        "%d kills with %s messages in flight: %d events, %d posts for %d, %d records received%n",
        KILLS, inFlight, EVENTS, attempts, POSTED, received);
    JsonNode ledger = new QueryApi(topology.address()).settledLedger(received);
    Map<String, Long> forwarded =
        topics.typed().stream().collect(groupingBy(Found::value, counting()));
    assertThat(events).as("lost").filteredOn(event -> !forwarded.containsKey(event)).isEmpty();
    assertThat(forwarded).as("forwarded").hasSize(EVENTS);
    assertThat(forwarded.values()).as("copies of each").containsOnly(1L);
    assertThat(topics.of("canvas.rejected")).isEmpty();
    assertThat(ledger.path("balanced").asBoolean()).as("%s", ledger).isTrue();
    JsonNode total = ledger.path("total");
    assertThat(total.path("received").asLong()).isEqualTo(received);
    assertThat(total.path("forwarded").asLong()).isEqualTo(EVENTS);
    assertThat(total.path("duplicate").asLong()).isEqualTo(received - EVENTS);
  }

  private static List<String> events() {
    Instant start = Instant.now();
    return IntStream.range(0, EVENTS)
        .mapToObj(serial -> Events.read(serial % 50, serial, start.plusMillis(serial / 10)))
        .toList();
  }

  /** Posts each until it is taken, as many at a time as there are senders. */
  private List<Future<Integer>> post(List<String> events) {
    return events.stream()
        .map(event -> (Callable<Integer>) () -> webhook.postUntilTaken(keys.sign(event)))
        .map(senders::submit)
        .toList();
  }

  /** How many records are received when it is killed; always fewer than were on the queue. */
  private static List<Integer> killsAt() {
    Random random = SEED.random();
    int part = QUEUED / (KILLS + 1);
    return IntStream.range(0, KILLS)
        .mapToObj(kill -> kill * part + 1 + random.nextInt(part))
        .toList();
  }

  private ServiceProcess startBridge() {
    Map<String, String> settings = common();
    settings.putAll(queue.settings());
    settings.put("WEBHOOK_PORT", Integer.toString(webhookPort));
    settings.put("WEBHOOK_JWKS_URL", jwks.url().toString());
    settings.put("WEBHOOK_ISSUER", CanvasKeys.ISSUER);
    ServiceProcess bridge = ServiceProcess.start(ServiceProcess.BRIDGE, settings, LOG);
    bridges.add(bridge);
    return bridge;
  }

  private Map<String, String> common() {
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("RAW_PARTITIONS", "4");
    settings.put("TYPED_PARTITIONS", "1");
    return settings;
  }
}
