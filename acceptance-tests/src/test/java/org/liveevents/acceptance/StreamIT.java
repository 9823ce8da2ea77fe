package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.EventStream.Event;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.FreePorts;
import org.liveevents.runtime.config.Settings;
import org.liveevents.streams.StreamsService;
import org.liveevents.streams.TopologyConfig;

/** Changes of a course, told live by either of two instances. */
@Timeout(180)
class StreamIT {

  private static final String GRADES = "canvas.state.latest-grade";

  @TempDir private static Path directory;
  private static EmbeddedKafka kafka;
  private static RawWriter raw;
  private static final List<StreamsService> instances = new ArrayList<>();

  private int score;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    raw = new RawWriter(kafka.bootstrapServers());
    instances.add(instance(0));
    instances.add(instance(1));
    for (int number = 0; number < 2; number++) {
      URI courses = URI.create("http://127.0.0.1:" + instances.get(number).queryPort());
      new QueryApi(courses).get("/v1/courses");
    }
  }

  @AfterAll
  static void stop() {
    instances.forEach(StreamsService::close);
    raw.close();
    kafka.close();
  }

  @Test
  void eitherInstanceTellsANewGradeOnceItIsCommitted() {
    for (int number = 0; number < 2; number++) {
      try (EventStream stream = open(number, 1, "").begun();
          TopicTail committed = new TopicTail(kafka.bootstrapServers(), GRADES)) {
        // When
        int given = grade(1);
        committed.next();
        long began = System.nanoTime();

        // Then
        assertThat(score(stream.next())).isEqualTo(given);
        System.out.printf(
            "told by instance %d, %d ms after it was committed%n",
            number, Duration.ofNanos(System.nanoTime() - began).toMillis());
      }
    }
  }

  @Test
  void whoComesBackToAnotherInstanceMissesNothingAndHearsNothingTwice() {
    // Given
    String id;
    try (EventStream stream = open(0, 2, "").begun()) {
      grade(2);
      id = stream.next().id();
    }
    List<Integer> missed = List.of(grade(2), grade(2));
    grade(3);

    // When
    try (EventStream stream = open(1, 2, id)) {
      // Then
      List<Integer> told = new ArrayList<>();
      while (told.size() < 2) {
        told.add(score(stream.next()));
      }
      told.add(score(stream, grade(2)));
      assertThat(told).startsWith(missed.get(0), missed.get(1)).doesNotHaveDuplicates().hasSize(3);
    }
  }

  @Test
  void whoHeardNothingYetComesBackToWhatTheyMissed() {
    // Given
    String id;
    try (EventStream stream = open(0, 4, "").begun()) {
      id = stream.lastId();
    }
    int missed = grade(4);

    // Then
    try (EventStream stream = open(1, 4, id)) {
      assertThat(score(stream.next())).isEqualTo(missed);
    }
  }

  @Test
  void anIdThatCompactionHasEatenIsReset() throws Exception {
    // Given
    String id;
    try (EventStream stream = open(0, 5, "").begun()) {
      grade(5);
      id = stream.next().id();
    }
    compactAtOnce();

    // When
    await("compaction")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              grade(5);
              try (EventStream stream = open(1, 5, id)) {
                return stream.next().name().equals("reset");
              }
            });

    // Then: what comes after the reset is told
    try (EventStream stream = open(1, 5, id)) {
      Event reset = stream.next();
      assertThat(reset.name()).isEqualTo("reset");
      int given = grade(5);
      assertThat(score(stream, given)).isEqualTo(given);
      try (EventStream again = open(0, 5, reset.id())) {
        assertThat(score(again, given)).isEqualTo(given);
      }
    }
  }

  /** Of the first such change. */
  private static int score(EventStream stream, int wanted) {
    int told = score(stream.next());
    while (told != wanted) {
      told = score(stream.next());
    }
    return told;
  }

  private static int score(Event event) {
    assertThat(event.name()).isEqualTo("change");
    assertThat(event.data().path("view").textValue()).isEqualTo("latest-grade");
    return event.data().path("value").path("score").intValue();
  }

  /** The only work of that course gets a new grade. */
  private int grade(long course) {
    Instant now = Instant.now();
    raw.store(Events.grade(500 + course, 100 + course, 200 + course, ++score, now), now);
    return score;
  }

  private static EventStream open(int instance, long course, String id) {
    String path = "/v1/courses/" + Events.id(500 + course) + "/stream?views=latest-grade";
    return EventStream.open(
        URI.create("http://127.0.0.1:" + instances.get(instance).queryPort() + path), id);
  }

  private static void compactAtOnce() throws Exception {
    Collection<AlterConfigOp> settings =
        Map.of("segment.ms", "100", "min.cleanable.dirty.ratio", "0.001").entrySet().stream()
            .map(
                it ->
                    new AlterConfigOp(
                        new ConfigEntry(it.getKey(), it.getValue()), AlterConfigOp.OpType.SET))
            .toList();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, GRADES), settings))
          .all()
          .get();
    }
  }

  private static StreamsService instance(int number) {
    int port = FreePorts.free();
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("KAFKA_STATE_DIR", directory.resolve("state-" + number).toString());
    settings.put("RAW_PARTITIONS", "2");
    settings.put("TYPED_PARTITIONS", "2");
    settings.put("REORDER_GRACE", "1s");
    settings.put("MANAGEMENT_PORT", "0");
    settings.put("QUERY_PORT", Integer.toString(port));
    settings.put("QUERY_ADVERTISED", "127.0.0.1:" + port);
    settings.put("QUERY_AUTH", "none");
    return StreamsService.start(TopologyConfig.from(Settings.of(settings)));
  }
}
