package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.FreePorts;
import org.liveevents.runtime.status.BridgeStatuses;

/**
 * G1 while the broker is away, refuses or comes back, with real processes: what was answered 2xx is
 * in the raw topic in the end. {@code -Daway=1200} makes the outage that many seconds long, {@code
 * -Dkills=20} kills that often.
 */
@Tag("thorough")
class BridgeSpoolIT {

  private static final Path LOG = Path.of("target", "bridge-spool.log");
  private static final Duration AWAY = Duration.ofSeconds(Long.getLong("away", 3));
  private static final int KILLS = Integer.getInteger("kills", 3);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration CANVAS_GIVES_UP = Duration.ofSeconds(15);

  /** How far arrivals may run back within a partition: far less than the grace. */
  private static final Duration DISORDER = Duration.ofSeconds(5);

  @RegisterExtension private static final Seed SEED = Seed.of("bridge spool");

  @TempDir private Path broker;
  @TempDir private Path secondBroker;
  @TempDir private Path spool;

  private final int webhookPort = FreePorts.free();
  private final WebhookClient webhook = WebhookClient.of(webhookPort);
  private final List<AutoCloseable> open = new ArrayList<>();
  private EmbeddedKafka kafka;
  private TopicTail raw;

  @AfterEach
  void endAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    kafka.close();
  }

  @Test
  void takesEveryWebhookWhileTheBrokerIsAwayAndHandsThemOnInOrder() {
    // Given
    ServiceProcess bridge = begin(Map.of("SPOOL_DIRECTORY", spool.toString()));
    SteadyPosts posts = register(SteadyPosts.start(webhook));
    await().atMost(PATIENCE).until(() -> posts.takenCount() > 100);

    // When
    kafka.close();
    pass(AWAY);
    assertThat(bridge.isReady()).isTrue();
    double waiting = bridge.meter("bridge_spool_depth");
    kafka = EmbeddedKafka.start(broker, kafka.port());
    long back = System.nanoTime();
    awaitEmpty(bridge);
    Duration drained = Duration.ofNanos(System.nanoTime() - back);
    Set<String> taken = posts.finish();

    // Then
    List<ConsumerRecord<byte[], byte[]>> records = raw.rest();
    System.out.printf(
        "away %s with a spool: %d taken, %s, slowest answer %s, %.0f spooled, empty %s after the broker's"
            + " return, %d repeated%n",
        AWAY,
        taken.size(),
        posts.statuses(),
        posts.slowest(),
        waiting,
        drained,
        records.size() - values(records).size());
    assertThat(waiting).isPositive();
    assertThat(posts.answers(503)).as("refused").isZero();
    assertThat(lost(taken, records)).isEmpty();
    assertThat(longestWayBack(records)).isLessThan(DISORDER);
  }

  @Test
  void refusesInGoodTimeWithoutASpoolAndLosesNothingItTook() {
    // Given
    ServiceProcess bridge = begin(Map.of());
    SteadyPosts posts = register(SteadyPosts.start(webhook));
    await().atMost(PATIENCE).until(() -> posts.takenCount() > 100);

    // When
    kafka.close();
    pass(AWAY);
    await().atMost(PATIENCE).until(() -> posts.answers(503) > 0);
    kafka = EmbeddedKafka.start(broker, kafka.port());
    int before = posts.takenCount();
    await().atMost(PATIENCE).until(() -> posts.takenCount() > before + 100);
    Set<String> taken = posts.finish();

    // Then
    Duration slowest = posts.slowest();
    System.out.printf(
        "away %s without a spool: %d taken, %s, slowest answer %s%n",
        AWAY, taken.size(), posts.statuses(), slowest);
    assertThat(posts.answers(503)).isPositive();
    assertThat(slowest).isLessThan(CANVAS_GIVES_UP);
    assertThat(lost(taken, raw.rest())).isEmpty();
    assertThat(bridge.isAlive()).isTrue();
  }

  @Test
  void losesNothingWhenKilledWhateverTheSpoolIsDoing() {
    // Given
    ServiceProcess bridge = begin(Map.of("SPOOL_DIRECTORY", spool.toString()));
    SteadyPosts posts = register(SteadyPosts.start(webhook));
    Random random = SEED.random();

    // When: killed while the broker is there, while it is away, or just after its return
    for (int kill = 0; kill < KILLS; kill++) {
      int situation = (kill + 1) % 3;
      if (situation > 0) {
        kafka.close();
        ServiceProcess spooling = bridge;
        await().atMost(PATIENCE).until(() -> spooling.meter("bridge_spool_depth") > 0);
      }
      pass(Duration.ofMillis(random.nextInt(1500)));
      if (situation == 2) {
        kafka = EmbeddedKafka.start(broker, kafka.port());
        pass(Duration.ofMillis(random.nextInt(1500)));
      }
      bridge.kill();
      bridge = startBridge(Map.of("SPOOL_DIRECTORY", spool.toString()));
      if (situation == 1) {
        int before = posts.takenCount();
        await().atMost(PATIENCE).until(() -> posts.takenCount() > before);
        kafka = EmbeddedKafka.start(broker, kafka.port());
      }
      bridge.awaitReady();
    }
    Set<String> taken = posts.finish();
    awaitEmpty(bridge);

    // Then
    List<ConsumerRecord<byte[], byte[]>> records = raw.rest();
    List<String> lost = lost(taken, records);
    System.out.printf(
        "%d kills: %d taken, %d lost, %d repeated, %d written but never answered%n",
        KILLS,
        taken.size(),
        lost.size(),
        records.size() - values(records).size(),
        values(records).stream().filter(value -> !taken.contains(value)).count());
    assertThat(lost).isEmpty();
  }

  @Test
  void keepsOnDiskWhatAPlannedStopCannotHandOn() {
    // Given
    ServiceProcess bridge = begin(Map.of("SPOOL_DIRECTORY", spool.toString()));
    SteadyPosts posts = register(SteadyPosts.start(webhook));
    await().atMost(PATIENCE).until(() -> posts.takenCount() > 50);
    kafka.close();
    await().atMost(PATIENCE).until(() -> bridge.meter("bridge_spool_depth") > 50);
    Set<String> taken = posts.finish();

    // When
    int code = bridge.stop();
    kafka = EmbeddedKafka.start(broker, kafka.port());
    ServiceProcess next = startBridge(Map.of("SPOOL_DIRECTORY", spool.toString())).awaitReady();
    awaitEmpty(next);

    // Then
    assertThat(code).isZero();
    assertThat(next.meter("bridge_spool_drained_total")).isGreaterThan(50);
    assertThat(bridge.log()).contains("stay in the spool for the next start");
    assertThat(lost(taken, raw.rest())).isEmpty();
  }

  @Test
  void spoolsWhileTheBrokerHasTooFewReplicas() throws Exception {
    // Given: two brokers, and a topic that wants both
    kafka = EmbeddedKafka.start(broker, 0);
    EmbeddedKafka second = register(kafka.join(secondBroker));
    ServiceProcess bridge =
        startBridge(Map.of("SPOOL_DIRECTORY", spool.toString(), "REPLICATION_FACTOR", "2"));
    raw = register(TopicTail.ofAll(kafka.bootstrapServers(), "canvas.raw"));
    requireBoth();
    SteadyPosts posts = register(SteadyPosts.start(webhook));
    await().atMost(PATIENCE).until(() -> posts.takenCount() > 50);

    // When
    second.close();
    await().atMost(PATIENCE).until(() -> bridge.meter("bridge_spool_depth") > 50);
    register(kafka.join(secondBroker));
    awaitEmpty(bridge);

    // Then
    Set<String> taken = posts.finish();
    awaitEmpty(bridge);
    assertThat(posts.answers(503)).isZero();
    assertThat(lost(taken, raw.rest())).isEmpty();
  }

  @Test
  void refusesWhenTheDiskIsFullAndTakesAgainWhenTheBrokerIsBack() {
    // Given: a disk of 2 MiB
    mount("size=2m");
    ServiceProcess bridge = begin(Map.of("SPOOL_DIRECTORY", spool.toString()));
    SteadyPosts posts = register(SteadyPosts.start(webhook));
    await().atMost(PATIENCE).until(() -> posts.takenCount() > 50);

    // When
    kafka.close();
    await().atMost(PATIENCE).until(() -> bridge.meter("bridge_spool_depth") > 0);
    byte[] large = new byte[1_500_000]; // no event, but its bytes are kept like one's
    await().atMost(PATIENCE).until(() -> webhook.post(large).statusCode() == 503);
    await().atMost(PATIENCE).until(() -> !bridge.isReady());
    kafka = EmbeddedKafka.start(broker, kafka.port());
    awaitEmpty(bridge);
    await().atMost(PATIENCE).until(bridge::isReady);

    // Then
    Set<String> taken = posts.finish();
    awaitEmpty(bridge);
    assertThat(bridge.meter("bridge_spool_write_failed_total")).isPositive();
    assertThat(lost(taken, raw.rest())).isEmpty();
  }

  @Test
  void worksWithoutASpoolWhoseDirectoryCannotBeWritten() {
    // Given
    mount("ro");
    ServiceProcess bridge =
        begin(
            Map.of(
                "SPOOL_DIRECTORY", spool.toString(),
                "KAFKA_DELIVERY_TIMEOUT_MS", "3000",
                "KAFKA_REQUEST_TIMEOUT_MS", "1000"));
    SteadyPosts posts = register(SteadyPosts.start(webhook));

    // Then
    await().atMost(PATIENCE).until(() -> posts.takenCount() > 50);
    assertThat(bridge.ask("/health/ready").body()).contains("warning", "cannot be used");
    kafka.close();
    await().atMost(PATIENCE).until(() -> posts.answers(503) > 0);
    await().atMost(PATIENCE).until(() -> !bridge.isReady());
    kafka = EmbeddedKafka.start(broker, kafka.port());
    Set<String> taken = posts.finish();
    assertThat(lost(taken, raw.rest())).isEmpty();
  }

  @Test
  void tellsTheStatusTopicWhatCame() {
    // Given
    begin(Map.of("SPOOL_DIRECTORY", spool.toString()));
    BridgeStatuses statuses =
        register(
            BridgeStatuses.start(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), "canvas.bridge.status"));

    // When
    int posted = 20;
    for (int serial = 0; serial < posted; serial++) {
      webhook.post(Events.read(1, serial, Instant.now()).getBytes(UTF_8));
    }

    // Then
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                statuses.all().stream()
                    .anyMatch(status -> status.received().since(Instant.EPOCH) == posted));
    assertThat(statuses.all())
        .singleElement()
        .satisfies(status -> assertThat(status.source()).isEqualTo("webhook"))
        .satisfies(status -> assertThat(status.spool()).isPresent());
  }

  /** Starts both. With a spool a bridge is ready before it has reached the broker. */
  private ServiceProcess begin(Map<String, String> more) {
    kafka = EmbeddedKafka.start(broker, 0);
    ServiceProcess bridge = startBridge(more).awaitReady();
    raw = register(TopicTail.ofAll(kafka.bootstrapServers(), "canvas.raw"));
    return bridge;
  }

  private ServiceProcess startBridge(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("RAW_PARTITIONS", "4");
    settings.put("TYPED_PARTITIONS", "1");
    settings.put("WEBHOOK_PORT", Integer.toString(webhookPort));
    settings.put("WEBHOOK_AUTH", "none");
    settings.putAll(more);
    return register(ServiceProcess.start(ServiceProcess.BRIDGE, settings, LOG));
  }

  private void requireBoth() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "canvas.raw");
      AlterConfigOp set =
          new AlterConfigOp(new ConfigEntry("min.insync.replicas", "2"), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
    }
  }

  /** Puts a file system of its own under the spool; skips the test where that is not allowed. */
  private void mount(String options) {
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", spool.toString()) == 0,
        "file systems can't be mounted here");
    open.add(() -> assertThat(run("umount", "-l", spool.toString())).isZero());
  }

  private static int run(String... command) {
    try {
      return new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private <T extends AutoCloseable> T register(T one) {
    open.add(one);
    return one;
  }

  private static void pass(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  private static void awaitEmpty(ServiceProcess bridge) {
    await("an empty spool")
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> bridge.meter("bridge_spool_depth") == 0);
  }

  private static List<String> lost(
      Set<String> taken, List<ConsumerRecord<byte[], byte[]>> records) {
    Set<String> written = values(records);
    return taken.stream().filter(event -> !written.contains(event)).toList();
  }

  private static Set<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(record -> new String(record.value(), UTF_8)).collect(toSet());
  }

  /** How far, at most, a new event's arrival lies before one written earlier to its partition. */
  private static Duration longestWayBack(List<ConsumerRecord<byte[], byte[]>> records) {
    Set<String> seen = new HashSet<>();
    Map<Integer, Long> latest = new HashMap<>();
    long longest = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (seen.add(new String(record.value(), UTF_8))) {
        long before = latest.merge(record.partition(), record.timestamp(), Math::max);
        longest = Math.max(longest, before - record.timestamp());
      }
    }
    return Duration.ofMillis(longest);
  }
}
