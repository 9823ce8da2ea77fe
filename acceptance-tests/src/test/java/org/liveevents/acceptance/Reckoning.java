package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.liveevents.audit.Auditor;
import org.liveevents.audit.Expectations;
import org.liveevents.audit.Progress;
import org.liveevents.audit.Report;
import org.liveevents.audit.kafka.KafkaTopics;
import org.liveevents.audit.reference.EventReader;
import org.liveevents.audit.reference.Fingerprint;
import org.liveevents.audit.reference.Read;
import org.liveevents.audit.reference.Shards;

/** What went into a world, against what is in its topics; from the world's beginning on. */
final class Reckoning implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int MOST_AUDITS = 9;

  private final FaultWorld world;
  private final Path scratch;
  private final TopicTail raw;
  private final EventReader reader = new EventReader(new Shards(1, Map.of()));
  private final Set<String> sent = new HashSet<>();
  private final Set<String> stored = new HashSet<>();
  private long received;

  Reckoning(FaultWorld world, Path directory) {
    this.world = world;
    this.scratch = directory.resolve("audit");
    this.raw = TopicTail.ofAll(world.brokers.direct(), "canvas.raw", "canvas.rejected");
  }

  /**
   * The outcome once everything is through.
   *
   * @param lost how many deliveries were acknowledged and aren't stored
   * @param report the auditor's
   * @param at when all was through, by {@link System#nanoTime}
   */
  record Outcome(int lost, Report report, long at) {

    boolean isClean() {
      return lost == 0 && isDecided(report);
    }
  }

  /**
   * Reckons up.
   *
   * @param taken every text that was acknowledged since the last time
   */
  Outcome of(Set<String> taken) throws IOException, InterruptedException {
    taken.forEach(text -> sent.add(identity(text.getBytes(UTF_8))));
    await("queue empty")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> world.sqs.undeleted() == 0);
    world.sqs.mend();
    // What was acknowledged may still be on a bridge's disk.
    await("spools empty")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> world.bridges.stream().allMatch(Reckoning::hasEmptySpool));
    for (ConsumerRecord<byte[], byte[]> record : raw.rest()) {
      stored.add(identity(record.value()));
      received += record.topic().equals("canvas.raw") ? 1 : 0;
    }
    JsonNode ledger = settledLedger();
    long through = System.nanoTime();
    Set<String> lost = new HashSet<>(sent);
    lost.removeAll(stored);
    return new Outcome(lost.size(), audit(ledger), through);
  }

  private static boolean hasEmptySpool(FaultWorld.Node bridge) {
    return bridge.process().meter("bridge_spool_depth") == 0;
  }

  private JsonNode settledLedger() throws InterruptedException {
    try {
      return world.query().settledLedger(received);
    } catch (AssertionError e) {
      world.dumpThreads();
      Thread.sleep(2000);
      throw e;
    }
  }

  /** The same for equal JSON values; of what is no event, for equal bytes. */
  private String identity(byte[] bytes) {
    Read read = reader.read(bytes);
    return read.event() == null ? Fingerprint.of(bytes) : read.event().fingerprint();
  }

  /** What is counted once a second, or goes by the side path, may need a moment more. */
  private Report audit(JsonNode ledger) throws IOException, InterruptedException {
    Report report = auditOnce(ledger);
    for (int audits = 1; audits < MOST_AUDITS && !isDecided(report); audits++) {
      System.out.println("once more: " + report);
      Thread.sleep(4000);
      report = auditOnce(ledger);
    }
    return report;
  }

  private static boolean isDecided(Report report) {
    return report.isClean()
        && report.counted(Report.UNDECIDED) == 0
        && report.counted("ledger lines compared") > 0;
  }

  private Report auditOnce(JsonNode ledger) throws IOException {
    Expectations expected =
        new Expectations(
            "canvas",
            new Shards(1, Map.of()),
            Duration.ofHours(24),
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            Optional.empty(),
            Optional.empty(),
            Instant.now(),
            Duration.ZERO);
    Files.createDirectories(scratch);
    try (KafkaTopics topics =
        new KafkaTopics(
            Map.of("bootstrap.servers", world.brokers.direct()),
            "canvas",
            "canvas-topology",
            Optional.empty())) {
      return new Auditor(topics, expected, scratch, Progress.NONE).run(Optional.of(ledger));
    }
  }

  @Override
  public void close() {
    raw.close();
  }
}
