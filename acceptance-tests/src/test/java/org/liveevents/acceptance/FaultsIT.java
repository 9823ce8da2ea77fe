package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.FaultLog.Line;
import org.liveevents.audit.Auditor;
import org.liveevents.audit.Expectations;
import org.liveevents.audit.Progress;
import org.liveevents.audit.Report;
import org.liveevents.audit.kafka.KafkaTopics;
import org.liveevents.audit.reference.EventReader;
import org.liveevents.audit.reference.Fingerprint;
import org.liveevents.audit.reference.Read;
import org.liveevents.audit.reference.Shards;

/**
 * G1 to G6 while everything breaks: schedules of faults drawn by chance, on processes that are kept
 * from one schedule to the next. After each, the auditor must find nothing.
 *
 * <p>{@code -Dfaults=N} runs so many schedules, {@code -Dseed=S} begins with that one: schedule k
 * has the seed S + k, and its faults follow from it alone. {@code -Dfaults.log=FILE} appends a line
 * a schedule.
 */
class FaultsIT {

  private static final int SCHEDULES = Integer.getInteger("faults", 2);

  private static final List<Fault> ALL = List.of(Fault.values());

  private static final Path LOG =
      Path.of(System.getProperty("faults.log", "target/faults/schedules.csv"));

  private static final long FIRST = Long.getLong("seed", System.currentTimeMillis());

  @RegisterExtension private static final Seed SEED = Seed.of("faults");

  @TempDir private Path directory;

  private final EventReader reader = new EventReader(new Shards(1, Map.of()));
  private final Set<String> sent = new HashSet<>();
  private final Set<String> stored = new HashSet<>();

  @Test
  void losesRepeatsAndDisordersNothingWhateverBreaks() throws Exception {
    CourseHappenings happenings = new CourseHappenings(new Random(FIRST));
    FaultLog log = new FaultLog(LOG);
    try (FaultWorld world = new FaultWorld(directory, Path.of("target", "faults"));
        TopicTail raw = TopicTail.ofAll(world.brokers.direct(), "canvas.raw", "canvas.rejected")) {
      long received = 0;
      for (int number = 0; number < SCHEDULES; number++) {
        received = schedule(FIRST + number, world, happenings, raw, received, log);
      }
    }
  }

  private long schedule(
      long seed,
      FaultWorld world,
      CourseHappenings happenings,
      TopicTail raw,
      long before,
      FaultLog log)
      throws Exception {
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      faults.add(ALL.get(random.nextInt(ALL.size())));
    }
    System.out.println("schedule " + seed + ": " + faults);

    // When
    FaultFeed feed = new FaultFeed(world, happenings, new Random(seed));
    Stall stall = new Stall(new CommittedTopics(world.brokers.direct()));
    Thread.sleep(1000);
    for (Fault fault : faults) {
      Thread.sleep(random.nextInt(1500));
      fault.strike(world, feed, random);
    }
    Thread.sleep(1000);
    long over = System.nanoTime();
    world.heal();
    feed.finish().forEach(text -> sent.add(identity(text.getBytes(UTF_8))));
    Duration longestStall = stall.finish();
    await("queue empty")
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(() -> world.sqs.undeleted() == 0);
    long received = before;
    for (ConsumerRecord<byte[], byte[]> record : raw.rest()) {
      stored.add(identity(record.value()));
      received += record.topic().equals("canvas.raw") ? 1 : 0;
    }
    JsonNode ledger = world.query().settledLedger(received);
    Duration settled = Duration.ofNanos(System.nanoTime() - over);

    // Then
    Set<String> lost = new HashSet<>(sent);
    lost.removeAll(stored);
    Report report = audit(world, ledger);
    log.add(
        new Line(
            seed,
            faults,
            feed.sent(),
            report,
            lost.size(),
            feed.longestGap(),
            longestStall,
            settled));
    assertThat(lost).as("acknowledged and lost, schedule %d: %s", seed, faults).isEmpty();
    assertThat(isDecided(report)).as("schedule %d: %s: %s", seed, faults, report).isTrue();
    return received;
  }

  /** The same for equal JSON values; of what is no event, for equal bytes. */
  private String identity(byte[] bytes) {
    Read read = reader.read(bytes);
    return read.event() == null ? Fingerprint.of(bytes) : read.event().fingerprint();
  }

  /** What is counted once a second, or goes by the side path, may need a moment more. */
  private Report audit(FaultWorld world, JsonNode ledger) throws IOException, InterruptedException {
    Report report = auditOnce(world, ledger);
    for (int again = 0; again < 8 && !isDecided(report); again++) {
      System.out.println("once more: " + report);
      Thread.sleep(4000);
      report = auditOnce(world, ledger);
    }
    return report;
  }

  private static boolean isDecided(Report report) {
    return report.isClean()
        && report.counted(Report.UNDECIDED) == 0
        && report.counted("ledger lines compared") > 0;
  }

  private Report auditOnce(FaultWorld world, JsonNode ledger) throws IOException {
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
    Path scratch = Files.createDirectories(directory.resolve("audit"));
    try (KafkaTopics topics =
        new KafkaTopics(
            Map.of("bootstrap.servers", world.brokers.direct()),
            "canvas",
            "canvas-topology",
            Optional.empty())) {
      return new Auditor(topics, expected, scratch, Progress.NONE).run(Optional.of(ledger));
    }
  }

  /** How long nothing came out of the typed topics. */
  private static final class Stall extends Thread {

    private final CommittedTopics topics;
    private final AtomicLong longest = new AtomicLong();
    private volatile boolean over;

    Stall(CommittedTopics topics) {
      super("stall");
      this.topics = topics;
      start();
    }

    @Override
    public void run() {
      long end = -1;
      long moved = System.nanoTime();
      while (!over) {
        try {
          long now = topics.typedEnd();
          if (now != end) {
            end = now;
            moved = System.nanoTime();
          }
          Thread.sleep(500);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        } catch (RuntimeException e) { // the broker asked may be away
          Thread.onSpinWait();
        } finally {
          longest.accumulateAndGet(System.nanoTime() - moved, Math::max);
        }
      }
    }

    Duration finish() throws InterruptedException {
      over = true;
      join();
      return Duration.ofNanos(longest.get());
    }
  }
}
