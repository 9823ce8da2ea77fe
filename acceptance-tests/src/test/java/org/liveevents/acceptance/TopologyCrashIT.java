package org.liveevents.acceptance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.quickstart.embedded.EmbeddedKafka;

/**
 * G1, G2, G3 and G6 when the topology's processes are killed under load: two instances, each with a
 * standby of the other's partitions. {@code -Dkills=N} kills more often, {@code -Dseed=S} at the
 * same points again.
 */
@Tag("thorough")
class TopologyCrashIT {

  private static final int KILLS = Integer.getInteger("kills", 3);

  private static final Duration SESSION = Duration.ofSeconds(6);

  @RegisterExtension private static final Seed SEED = Seed.of("topology crash");
  @TempDir private Path directory;
  private final List<TopologyInstance> instances = new ArrayList<>();

  @AfterEach
  void endAll() {
    instances.forEach(TopologyInstance::close);
  }

  @Test
  void losesNothingAndRepeatsNothingWhenKilledUnderLoad() {
    Random random = SEED.random();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RawWriter raw = new RawWriter(kafka.bootstrapServers())) {
      // Given: two instances at work
      for (int number = 0; number < 2; number++) {
        instances.add(instance(number, SESSION, kafka.bootstrapServers()));
      }
      instances.forEach(TopologyInstance::start);
      instances.forEach(TopologyInstance::awaitReady);
      CommittedTopics topics = new CommittedTopics(kafka.bootstrapServers());

      // When: they are killed while events pour in, in disorder and with copies
      Feed feed = new Feed(raw, new Random(random.nextLong()));
      feed.start();
      for (int kill = 0; kill < KILLS; kill++) {
        crash(instances.get(random.nextInt(2)), topics, random);
      }
      feed.finish();
      int distinct = feed.distinct;

      // Then
      await()
          .atMost(Duration.ofMinutes(4))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                instances.forEach(TopologyCrashIT::assertAlive);
                assertThat(topics.typedEnd()).isGreaterThanOrEqualTo(distinct);
                assertThat(topics.typed()).hasSizeGreaterThanOrEqualTo(distinct);
              });
      assertOnceAndInOrder(topics.typed(), distinct);
      assertThat(topics.of("canvas.rejected")).isEmpty();
      instances.forEach(TopologyInstance::awaitReady); // the last one killed may still be starting
      JsonNode ledger = instances.get(0).query().settledLedger(feed.sent);
      assertThat(ledger.path("balanced").booleanValue()).isTrue();
      assertThat(ledger.path("total").path("received").asInt()).isEqualTo(feed.sent);
      assertThat(ledger.path("total").path("forwarded").asInt()).isEqualTo(distinct);
    }
  }

  /**
   * A member whose name is kept for it comes back as another client where its disk is new. It is in
   * the group all the same, and has to answer.
   */
  @Test
  void answersWhenItComesBackUnderItsNameWithANewDisk() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RawWriter raw = new RawWriter(kafka.bootstrapServers())) {
      TopologyInstance instance = instance(0, Duration.ofSeconds(45), kafka.bootstrapServers());
      instances.add(instance);
      instance.start();
      instance.awaitReady();
      QueryApi api = instance.query();
      raw.write(Events.read(1, 1, Instant.now()), Instant.now());
      api.settledLedger(1);

      instance.process().kill();
      instance.deleteState();
      instance.start();
      instance.awaitReady();

      assertThat(api.settledLedger(1).path("balanced").booleanValue()).isTrue();
    }
  }

  /**
   * At a point of chance: so much more has come out. Comes back at once or after the other has
   * taken over, with its state directory or without.
   */
  private static void crash(TopologyInstance instance, CommittedTopics topics, Random random) {
    awaitMore(topics, 1 + random.nextInt(500));
    instance.process().kill();
    if (random.nextBoolean()) {
      instance.deleteState();
    }
    if (random.nextBoolean()) {
      awaitMore(topics, 1);
    }
    instance.start();
  }

  private TopologyInstance instance(int number, Duration session, String bootstrapServers) {
    return new TopologyInstance(number, bootstrapServers, directory, "topology-crash")
        .asStaticMember(session);
  }

  private static void assertAlive(TopologyInstance instance) {
    assertThat(instance.isThere()).as(instance.process().log()).isTrue();
  }

  private static void awaitMore(CommittedTopics topics, int more) {
    long before = topics.typedEnd();
    await("more comes out")
        .atMost(Duration.ofMinutes(3))
        .until(() -> topics.typedEnd() >= before + more);
  }

  private static void assertOnceAndInOrder(List<Found> typed, int distinct) {
    assertThat(typed.stream().map(found -> found.headers().get("ce_id")))
        .as("each once")
        .doesNotHaveDuplicates()
        .hasSize(distinct);
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
   * Distinct reads of pages in 50 courses, about two hundred a second, up to a second old, one in
   * five sent twice.
   */
  private static final class Feed extends Thread {

    private final RawWriter raw;
    private final Random random;
    private final Deque<String> again = new ArrayDeque<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private int distinct;
    private int sent;

    Feed(RawWriter raw, Random random) {
      super("feed");
      this.raw = raw;
      this.random = random;
    }

    @Override
    public void run() {
      try {
        do {
          for (int i = 0; i < 20; i++) {
            one();
          }
        } while (!end.await(100, TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      raw.flush();
    }

    void finish() {
      end.countDown();
      try {
        join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private void one() {
      Instant now = Instant.now();
      String event = Events.read(distinct % 50, distinct, now.minusMillis(random.nextInt(1000)));
      distinct++;
      send(event, now);
      if (random.nextInt(5) == 0) {
        again.add(event);
      }
      if (random.nextInt(4) == 0 && !again.isEmpty()) {
        send(again.remove(), now);
      }
    }

    private void send(String event, Instant now) {
      raw.write(event, now);
      sent++;
    }
  }
}
