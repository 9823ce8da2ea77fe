package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.liveevents.acceptance.FaultFeed.Channel;
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
  private final Map<String, Set<Channel>> sent = new HashMap<>();
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
   * @param lost of each delivery that was acknowledged and isn't stored, by which channels it was
   * @param report the auditor's
   * @param at when all was through, by {@link System#nanoTime}
   */
  record Outcome(List<Set<Channel>> lost, Report report, long at) {

    boolean isClean() {
      return lost.isEmpty() && isDecided(report);
    }
  }

  /**
   * Reckons up.
   *
   * @param taken every text that was acknowledged since the last time, and by which channels
   */
  Outcome of(Map<String, Set<Channel>> taken) throws IOException, InterruptedException {
    taken.forEach(
        (text, channels) ->
            sent.computeIfAbsent(
                    identity(text.getBytes(UTF_8)), key -> EnumSet.noneOf(Channel.class))
                .addAll(channels));
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
    Map<String, Set<Channel>> lost = new HashMap<>(sent);
    lost.keySet().removeAll(stored);
    return new Outcome(List.copyOf(lost.values()), audit(ledger), through);
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
