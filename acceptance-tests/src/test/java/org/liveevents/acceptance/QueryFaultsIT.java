package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.Questioning.Counts;
import org.liveevents.acceptance.Questioning.Mode;
import org.liveevents.quickstart.embedded.EmbeddedKafka;

/**
 * G7 while processes come, go, are killed and stopped: two instances and now and then a third, each
 * with copies of the others' partitions, asked all the time. {@code -Devents=N} has more happen,
 * {@code -Dseed=S} the same again, {@code -Dgroup.protocol=streams} with the other protocol.
 */
@Tag("thorough")
class QueryFaultsIT {

  private static final int EVENTS = Integer.getInteger("events", 2);
  private static final String PROTOCOL = System.getProperty("group.protocol", "classic");
  private static final Duration SESSION = Duration.ofSeconds(6);
  private static final String GROUP = "canvas-topology";

  @RegisterExtension private static final Seed SEED = Seed.of("query faults");
  @TempDir private Path directory;
  private final List<TopologyInstance> instances = new ArrayList<>();

  /** What happens to an instance. */
  private enum Event {
    /** Stopped for longer than the group waits, then let go on. */
    PAUSE,
    KILL,
    /** Stopped in good order, and started again. */
    LEAVE,
    /** The third one comes, or goes. */
    JOIN;

    /** The first few are one of each. */
    static Event of(int number, Random random) {
      return values()[number < values().length ? number : random.nextInt(values().length)];
    }
  }

  @AfterEach
  void endAll() {
    instances.forEach(TopologyInstance::close);
  }

  @Test
  void neverAnswersWronglyWhileProcessesComeAndGo() throws Exception {
    Random random = SEED.random();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RawWriter raw = new RawWriter(kafka.bootstrapServers());
        Commits commits = new Commits(kafka.bootstrapServers())) {
      // Given: two instances at work, and a third that isn't there yet
      for (int number = 0; number < 3; number++) {
        instances.add(instance(number, kafka.bootstrapServers()));
      }
      instances.subList(0, 2).forEach(TopologyInstance::start);
      instances.subList(0, 2).forEach(TopologyInstance::awaitReady);
      commits.start();
      Grading grading = new Grading(raw, new Random(random.nextLong())).begin();
      try (Questioning questions =
          new Questioning(
                  instances.stream().map(TopologyInstance::address).toList(),
                  grading,
                  commits::of,
                  new Random(random.nextLong()))
              .start()) {
        awaitAnswers(questions);

        // When
        for (int event = 0; event < EVENTS; event++) {
          happens(Event.of(event, random), questions, random);
        }
        instances.forEach(TopologyInstance::startIfNot);
        instances.forEach(TopologyInstance::awaitReady);
        awaitAnswers(questions);
        grading.finish();
        questions.finish();

        // Then
        report(questions, grading);
        assertThat(questions.wrong()).as("wrong answers").isEmpty();
        assertThat(questions.falselyNotFound()).as("false not found").isEmpty();
        if (PROTOCOL.equals("classic")) {
          assertThat(questions.counts(Mode.STALE).copies.get()).as("of copies").isPositive();
        }
      }
      QueryApi api = instances.get(0).query();
      everythingIsThere(api, grading);
      JsonNode ledger = api.settledLedger(grading.total());
      assertThat(ledger.path("balanced").booleanValue()).isTrue();
    }
  }

  private TopologyInstance instance(int number, String bootstrapServers) {
    TopologyInstance instance =
        new TopologyInstance(number, bootstrapServers, directory, "query-faults")
            .with("KAFKA_GROUP_PROTOCOL", PROTOCOL)
            .with("QUERY_HOP_SECRETS", "among-us");
    return PROTOCOL.equals("classic") ? instance.asStaticMember(SESSION) : instance;
  }

  private void happens(Event event, Questioning questions, Random random) throws Exception {
    List<TopologyInstance> there = instances.stream().filter(TopologyInstance::isThere).toList();
    TopologyInstance one = there.get(random.nextInt(there.size()));
    System.out.println(event + " " + one.number());
    switch (event) {
      case PAUSE -> {
        one.process().pause();
        TimeUnit.MILLISECONDS.sleep(SESSION.plusSeconds(1).toMillis() + random.nextInt(3000));
        one.process().resume();
        questions.burst(one.address(), random, Duration.ofSeconds(2));
      }
      case KILL -> {
        one.process().kill();
        if (random.nextInt(3) == 0) {
          one.deleteState();
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt((int) SESSION.toMillis() + 3000));
        one.start();
      }
      case LEAVE -> {
        one.process().stop();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(5000));
        one.start();
      }
      case JOIN -> {
        TopologyInstance third = instances.get(2);
        if (third.isThere()) {
          third.process().stop();
        } else {
          third.start();
        }
      }
    }
    if (random.nextBoolean()) {
      instances.stream().filter(TopologyInstance::isThere).forEach(TopologyInstance::awaitReady);
    }
    awaitAnswers(questions);
  }

  /** Not before each course is answered for can anything more be taken away. */
  private static void awaitAnswers(Questioning questions) {
    long before = questions.counts(Mode.EXACT).answers.get();
    await("answers")
        .atMost(Duration.ofMinutes(2))
        .until(() -> questions.counts(Mode.EXACT).answers.get() > before + 3L * Grading.COURSES);
  }

  private static void everythingIsThere(QueryApi api, Grading grading) {
    for (int course = 0; course < Grading.COURSES; course++) {
      String path = "/v1/courses/" + Grading.course(course);
      for (Grading.Work work : grading.graded(course)) {
        await("the last score")
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () ->
                    assertThat(api.get(path + "/grades" + work.path()).path("score").intValue())
                        .isEqualTo(grading.latest(work).orElseThrow()));
      }
      int count = grading.count(course);
      await("each event counted once")
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(
                          api.all(path + "/activity", 100).stream()
                              .mapToInt(hour -> hour.path("events").intValue())
                              .sum())
                      .isEqualTo(count));
    }
  }

  private static void report(Questioning questions, Grading grading) {
    System.out.printf(
        "%d events happened, %d grades; wrong %d, false not found %d%n",
        EVENTS, grading.total(), questions.wrong().size(), questions.falselyNotFound().size());
    for (Mode mode : Mode.values()) {
      Counts counts = questions.counts(mode);
      System.out.printf(
          "%s: %d answers, %d of copies; %d times nobody could answer; longest without: %d ms%n",
          mode,
          counts.answers.get(),
          counts.copies.get(),
          counts.none.get(),
          counts.longest().toMillis());
    }
  }

  /** How far the group has committed the raw topic, asked all the time. */
  private static final class Commits extends Thread implements AutoCloseable {

    private final Admin admin;
    private final Map<Integer, Long> committed = new ConcurrentHashMap<>();
    private volatile boolean ended;

    Commits(String bootstrapServers) {
      super("commits");
      this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** The offset up to which everything was committed some time ago; 0 if unknown. */
    long of(int partition) {
      return committed.getOrDefault(partition, 0L);
    }

    @Override
    public void run() {
      try {
        while (!ended) {
          admin
              .listConsumerGroupOffsets(GROUP)
              .partitionsToOffsetAndMetadata()
              .get()
              .forEach(
                  (partition, offset) -> {
                    if (partition.topic().equals("canvas.raw") && offset != null) {
                      committed.put(partition.partition(), offset.offset());
                    }
                  });
          TimeUnit.MILLISECONDS.sleep(50);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      ended = true;
      try {
        join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      admin.close();
    }
  }
}
