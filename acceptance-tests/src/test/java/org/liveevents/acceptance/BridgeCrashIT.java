package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import org.liveevents.quickstart.embedded.FreePorts;
import org.liveevents.runtime.config.Settings;
import org.liveevents.streams.StreamsService;
import org.liveevents.streams.TopologyConfig;

/** G1 and G2 when the bridge's process is killed while both channels are busy. */
class BridgeCrashIT {

  private static final int QUEUED = 2_000;
  private static final int POSTED = 1_000;
  private static final int KILLS = 3;
  private static final int SENDERS = 4;
  private static final String TOKEN = "a-token-for-the-test";

  @RegisterExtension private static final Seed SEED = Seed.of("bridge crash");
  @TempDir private Path directory;
  private final List<ServiceProcess> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(ServiceProcess::close);
  }

  @Test
  void losesNothingItAcknowledgedAndRepeatsNothing() throws Exception {
    Random random = SEED.random();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        EmbeddedSqs sqs = EmbeddedSqs.start();
        StreamsService topology = topology(kafka.bootstrapServers())) {
      // Given: a full queue, and a bridge at work
      QueueClient queue = QueueClient.create(sqs, Duration.ofSeconds(4));
      Instant start = Instant.now();
      queue.sendAll(
          IntStream.range(0, QUEUED).mapToObj(serial -> Events.read(7, serial, start)).toList());
      Map<String, String> settings = bridgeSettings(kafka.bootstrapServers());
      settings.putAll(queue.settings());
      ServiceProcess bridge = start(settings).awaitReady();

      // When: it is killed three times while webhooks come in as well
      AtomicInteger acknowledged = new AtomicInteger();
      ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
      List<Future<?>> posting = new ArrayList<>();
      WebhookClient webhook = new WebhookClient(webhookAddress(settings));
      for (int sender = 0; sender < SENDERS; sender++) {
        int first = QUEUED + sender * POSTED / SENDERS;
        posting.add(
            senders.submit(
                () -> {
                  for (int i = 0; i < POSTED / SENDERS; i++) {
                    webhook.postUntilTaken(Events.read(8, first + i, Instant.now()));
                    acknowledged.incrementAndGet();
                  }
                  return null;
                }));
      }
      for (int kill = 1; kill <= KILLS; kill++) {
        int until = POSTED * kill / (KILLS + 1) - random.nextInt(POSTED / 10);
        await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.get() >= until);
        bridge.kill();
        bridge = start(settings);
      }
      for (Future<?> sender : posting) {
        sender.get(3, TimeUnit.MINUTES);
      }
      senders.shutdown();
      queue.awaitEmpty();

      // Then
      CommittedTopics topics = new CommittedTopics(kafka.bootstrapServers());
      long raw = topics.of("canvas.raw").size();
      JsonNode ledger =
          new QueryApi(URI.create("http://127.0.0.1:" + topology.queryPort())).settledLedger(raw);
      List<Found> typed = topics.typed();
      assertThat(typed.stream().map(found -> found.headers().get("ce_id")))
          .doesNotHaveDuplicates()
          .hasSize(QUEUED + POSTED);
      assertThat(topics.of("canvas.rejected")).isEmpty();
      assertThat(ledger.path("balanced").booleanValue()).isTrue();
      assertThat(ledger.path("total").path("forwarded").asInt()).isEqualTo(QUEUED + POSTED);
      assertThat(ledger.path("total").path("duplicate").asLong()).isEqualTo(raw - QUEUED - POSTED);
    }
  }

  private ServiceProcess start(Map<String, String> settings) {
    ServiceProcess process =
        ServiceProcess.start(
            ServiceProcess.BRIDGE, settings, directory.resolve("bridge-" + started.size()));
    started.add(process);
    return process;
  }

  private static URI webhookAddress(Map<String, String> settings) {
    return URI.create(
        "http://127.0.0.1:" + settings.get("WEBHOOK_PORT") + "/webhooks/canvas?token=" + TOKEN);
  }

  private static Map<String, String> bridgeSettings(String bootstrapServers) {
    Map<String, String> settings = common(bootstrapServers);
    settings.put("WEBHOOK_PORT", Integer.toString(FreePorts.free()));
    settings.put("WEBHOOK_AUTH", "token");
    settings.put("WEBHOOK_TOKENS", TOKEN);
    return settings;
  }

  private StreamsService topology(String bootstrapServers) {
    Map<String, String> settings = common(bootstrapServers);
    settings.put("KAFKA_STATE_DIR", directory.resolve("state").toString());
    settings.put("REORDER_GRACE", "2s");
    settings.put("QUERY_PORT", "0");
    settings.put("QUERY_AUTH", "none");
    settings.put("MANAGEMENT_PORT", "0");
    return StreamsService.start(TopologyConfig.from(Settings.of(settings)));
  }

  private static Map<String, String> common(String bootstrapServers) {
    return new HashMap<>(
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
            "RAW_PARTITIONS", "4",
            "TYPED_PARTITIONS", "1"));
  }
}
