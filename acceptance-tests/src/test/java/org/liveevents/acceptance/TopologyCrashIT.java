package org.liveevents.acceptance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.FreePorts;

/** G1, G2, G3 and G6 when the topology's process is killed under load. */
class TopologyCrashIT {

  private static final int EVENTS = 12_000;
  private static final int KILLS = 3;

  @RegisterExtension private static final Seed SEED = Seed.of("topology crash");
  @TempDir private Path directory;
  private final List<ServiceProcess> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(ServiceProcess::close);
  }

  @Test
  void losesNothingAndRepeatsNothingWhenKilledUnderLoad() {
    Random random = SEED.random();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RawWriter raw = new RawWriter(kafka.bootstrapServers())) {
      Map<String, String> settings = settings(kafka.bootstrapServers());
      Path log = Path.of("target", "topology-crash.log");

      // Given: a topology at work
      ServiceProcess running = start(settings, log).awaitReady();
      CommittedTopics topics = new CommittedTopics(kafka.bootstrapServers());

      // When: it is killed while events pour in, in disorder and with copies
      List<String> events = events(random);
      int sent = 0;
      for (int kill = 0; kill <= KILLS; kill++) {
        int until = kill == KILLS ? events.size() : events.size() * (kill + 1) / (KILLS + 1);
        for (; sent < until; sent++) {
          raw.write(events.get(sent), Instant.now());
        }
        raw.flush();
        if (kill < KILLS) {
          int before = topics.typed().size();
          await().atMost(Duration.ofMinutes(1)).until(() -> topics.typed().size() > before);
          running.kill();
          running = start(settings, log);
        }
      }

      // Then
      List<Found> typed = new ArrayList<>();
      ServiceProcess last = running;
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                assertThat(last.isAlive()).as(last.log()).isTrue();
                typed.clear();
                typed.addAll(topics.typed());
                assertThat(typed).hasSizeGreaterThanOrEqualTo(EVENTS);
              });
      assertThat(typed.stream().map(found -> found.headers().get("ce_id")))
          .as("each once")
          .doesNotHaveDuplicates()
          .hasSize(EVENTS);
      typed.stream()
          .filter(found -> !found.headers().containsKey("ce_late"))
          .collect(
              groupingBy(
                  Found::key,
                  mapping(
                      found -> found.headers().get("ce_time") + found.headers().get("ce_id"),
                      toList())))
          .forEach((scope, sequence) -> assertThat(sequence).as("in order, %s", scope).isSorted());
      assertThat(topics.of("canvas.rejected")).isEmpty();
      JsonNode ledger =
          new QueryApi(URI.create("http://127.0.0.1:" + settings.get("QUERY_PORT")))
              .settledLedger(events.size());
      assertThat(ledger.path("balanced").booleanValue()).isTrue();
      assertThat(ledger.path("total").path("forwarded").asInt()).isEqualTo(EVENTS);
    }
  }

  private ServiceProcess start(Map<String, String> settings, Path log) {
    ServiceProcess process = ServiceProcess.start(ServiceProcess.TOPOLOGY, settings, log);
    started.add(process);
    return process;
  }

  private Map<String, String> settings(String bootstrapServers) {
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    settings.put("KAFKA_STATE_DIR", directory.resolve("state").toString());
    settings.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
    settings.put("KAFKA_HEARTBEAT_INTERVAL_MS", "1500");
    settings.put("KAFKA_GROUP_INSTANCE_ID", "topology-0");
    settings.put("RAW_PARTITIONS", "4");
    settings.put("TYPED_PARTITIONS", "1");
    settings.put("REORDER_GRACE", "2s");
    settings.put("QUERY_PORT", Integer.toString(FreePorts.free()));
    settings.put("QUERY_AUTH", "none");
    return settings;
  }

  /**
   * Distinct reads of pages in 50 courses, in disorder of up to a second, one in five sent twice.
   */
  private static List<String> events(Random random) {
    record Copy(String json, long position) {}
    List<Copy> copies = new ArrayList<>();
    Instant start = Instant.now();
    for (int serial = 0; serial < EVENTS; serial++) {
      String json = Events.read(serial % 50, serial, start.plusMillis(serial / 20));
      copies.add(new Copy(json, serial * 10L + random.nextInt(2000)));
      if (random.nextInt(5) == 0) {
        copies.add(new Copy(json, serial * 10L + random.nextInt(20_000)));
      }
    }
    copies.sort(Comparator.comparingLong(Copy::position));
    return Collections.unmodifiableList(copies.stream().map(Copy::json).toList());
  }
}
