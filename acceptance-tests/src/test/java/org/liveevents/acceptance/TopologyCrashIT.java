package org.liveevents.acceptance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.FreePorts;

/**
 * G1, G2, G3 and G6 when the topology's processes are killed under load: two instances, each with a
 * standby of the other's partitions. {@code -Dkills=N} kills more often, {@code -Dseed=S} at the
 * same points again.
 */
class TopologyCrashIT {

  private static final int KILLS = Integer.getInteger("kills", 3);
  private static final int EVENTS = 3000 * (KILLS + 1);

  @RegisterExtension private static final Seed SEED = Seed.of("topology crash");
  @TempDir private Path directory;
  private final List<Instance> instances = new ArrayList<>();

  @AfterEach
  void endAll() {
    instances.forEach(Instance::close);
  }

  @Test
  void losesNothingAndRepeatsNothingWhenKilledUnderLoad() {
    Random random = SEED.random();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RawWriter raw = new RawWriter(kafka.bootstrapServers())) {
      // Given: two instances at work
      for (int number = 0; number < 2; number++) {
        instances.add(new Instance(number, kafka.bootstrapServers()));
      }
      instances.forEach(Instance::start);
      instances.forEach(Instance::awaitReady);
      CommittedTopics topics = new CommittedTopics(kafka.bootstrapServers());

      // When: they are killed while events pour in, in disorder and with copies
      List<String> events = events(random);
      int sent = 0;
      for (int kill = 0; kill <= KILLS; kill++) {
        int until = kill == KILLS ? events.size() : events.size() * (kill + 1) / (KILLS + 1);
        for (; sent < until; sent++) {
          raw.write(events.get(sent), Instant.now());
        }
        raw.flush();
        if (kill < KILLS) {
          crash(instances.get(random.nextInt(2)), topics, random);
        }
      }

      // Then
      await()
          .atMost(Duration.ofMinutes(4))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                instances.forEach(Instance::assertAlive);
                assertThat(topics.typedEnd()).isGreaterThanOrEqualTo(EVENTS);
                assertThat(topics.typed()).hasSizeGreaterThanOrEqualTo(EVENTS);
              });
      assertOnceAndInOrder(topics.typed());
      assertThat(topics.of("canvas.rejected")).isEmpty();
      JsonNode ledger =
          new QueryApi(URI.create("http://" + instances.get(0).address))
              .settledLedger(events.size());
      assertThat(ledger.path("balanced").booleanValue()).isTrue();
      assertThat(ledger.path("total").path("received").asInt()).isEqualTo(events.size());
      assertThat(ledger.path("total").path("forwarded").asInt()).isEqualTo(EVENTS);
    }
  }

  /**
   * At a point of chance: so much more has come out. Comes back at once or after the other has
   * taken over, with its state directory or without.
   */
  private static void crash(Instance instance, CommittedTopics topics, Random random) {
    awaitMore(topics, 1 + random.nextInt(500));
    instance.kill();
    if (random.nextBoolean()) {
      instance.deleteState();
    }
    if (random.nextBoolean()) {
      awaitMore(topics, 1);
    }
    instance.start();
  }

  private static void awaitMore(CommittedTopics topics, int more) {
    long before = topics.typedEnd();
    await("more comes out")
        .atMost(Duration.ofMinutes(3))
        .until(() -> topics.typedEnd() >= before + more);
  }

  private static void assertOnceAndInOrder(List<Found> typed) {
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

  /** One of the two, through its crashes. */
  private final class Instance {

    private final Path log;
    private final Path state;
    private final String address = "127.0.0.1:" + FreePorts.free();
    private final Map<String, String> settings = new HashMap<>();
    private ServiceProcess process;

    Instance(int number, String bootstrapServers) {
      log = Path.of("target", "topology-crash-" + number + ".log");
      state = directory.resolve("state-" + number);
      settings.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
      settings.put("KAFKA_STATE_DIR", state.toString());
      settings.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
      settings.put("KAFKA_HEARTBEAT_INTERVAL_MS", "1500");
      settings.put("KAFKA_GROUP_INSTANCE_ID", "topology-" + number);
      settings.put("KAFKA_NUM_STANDBY_REPLICAS", "1");
      settings.put("RAW_PARTITIONS", "4");
      settings.put("TYPED_PARTITIONS", "1");
      settings.put("REORDER_GRACE", "2s");
      settings.put("QUERY_PORT", address.substring(address.indexOf(':') + 1));
      settings.put("QUERY_ADVERTISED", address);
      settings.put("QUERY_AUTH", "none");
    }

    void start() {
      process = ServiceProcess.start(ServiceProcess.TOPOLOGY, settings, log);
    }

    void awaitReady() {
      process.awaitReady();
    }

    void kill() {
      process.kill();
    }

    void deleteState() {
      if (!Files.exists(state)) {
        return;
      }
      try (Stream<Path> files = Files.walk(state)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void assertAlive() {
      assertThat(process.isAlive()).as(process.log()).isTrue();
    }

    void close() {
      if (process != null) {
        process.close();
      }
    }
  }
}
