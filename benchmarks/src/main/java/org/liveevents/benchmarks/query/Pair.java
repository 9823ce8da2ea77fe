package org.liveevents.benchmarks.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.FreePorts;
import org.liveevents.runtime.config.Settings;
import org.liveevents.streams.StreamsService;
import org.liveevents.streams.TopologyConfig;
import org.liveevents.streams.query.PageLimits;
import org.liveevents.streams.query.QuerySettings;

/** Two instances of the topology on one broker, and grades for them to tell. */
final class Pair implements AutoCloseable {

  private static final long SHARD = 10_420_000_000_000_000L;
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** More than users may ask for: a whole course on one page. */
  private static final PageLimits PAGES = new PageLimits(100, 100_000);

  private final Instant start = Instant.now().minus(Duration.ofHours(1));
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final EmbeddedKafka kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<StreamsService> instances = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private long written;

  Pair(Path directory) {
    this.directory = directory;
    this.kafka = EmbeddedKafka.start();
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    for (int number = 0; number < 2; number++) {
      ports.add(FreePorts.free());
    }
  }

  void start(int number) {
    String address = "127.0.0.1:" + ports.get(number);
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("KAFKA_STATE_DIR", directory.resolve("state-" + number).toString());
    settings.put("RAW_PARTITIONS", "4");
    settings.put("TYPED_PARTITIONS", "1");
    settings.put("REORDER_GRACE", "1s");
    settings.put("MANAGEMENT_PORT", "0");
    settings.put("QUERY_PORT", ports.get(number).toString());
    settings.put("QUERY_ADVERTISED", address);
    settings.put("QUERY_AUTH", "none");
    TopologyConfig config = TopologyConfig.from(Settings.of(settings));
    QuerySettings query = config.query();
    instances.add(
        StreamsService.start(
            new TopologyConfig(
                config.installation(),
                config.engine(),
                config.registry(),
                new QuerySettings(
                    query.port(),
                    query.host(),
                    query.access(),
                    query.origins(),
                    query.hopSecrets(),
                    query.advertised(),
                    query.ids(),
                    PAGES),
                config.managementPort())));
  }

  void stop() {
    instances.forEach(StreamsService::close);
    instances.clear();
  }

  int port(int number) {
    return ports.get(number);
  }

  static String course(int course) {
    return "1042~" + (500 + course);
  }

  static String path(int course, int assignment, int student) {
    return "/v1/courses/%s/grades/1042~%d/1042~%d"
        .formatted(course(course), 1000 + assignment, 100_000 + student);
  }

  /** A grade for each student and assignment of that course; other students in each round. */
  void grade(int course, int students, int assignments, int round) {
    int first = round * students;
    for (int assignment = 0; assignment < assignments; assignment++) {
      announce(course, assignment, round);
      for (int student = first; student < first + students; student++) {
        String event =
            """
            {"metadata":{"event_name":"grade_change","event_time":"%s","context_type":"Course",\
            "context_id":"%d","root_account_id":"%d"},"body":{"assignment_id":"%d",\
            "student_id":"%d","user_id":"%d","submission_id":"%d","grade":"%d","score":%d,\
            "points_possible":20,"grading_complete":true,"muted":false}}"""
                .formatted(
                    start.plusSeconds(round),
                    SHARD + 500 + course,
                    SHARD + 1,
                    SHARD + 1000 + assignment,
                    SHARD + 100_000 + student,
                    SHARD + 100_000 + student,
                    SHARD + 1_000_000 + student,
                    round % 20,
                    round % 20);
        send(course, event, round);
      }
    }
    producer.flush();
  }

  /** The assignment itself, which gives each of its grades a title. */
  private void announce(int course, int assignment, int round) {
    String event =
        """
        {"metadata":{"event_name":"assignment_created","event_time":"%s","context_type":"Course",\
        "context_id":"%d","root_account_id":"%d"},"body":{"assignment_id":"%d",\
        "context_id":"%d","context_type":"Course","title":"Assignment number %d",\
        "workflow_state":"published","points_possible":20}}"""
            .formatted(
                start.plusSeconds(round),
                SHARD + 500 + course,
                SHARD + 1,
                SHARD + 1000 + assignment,
                SHARD + 500 + course,
                assignment);
    send(course, event, round);
  }

  private void send(int course, String event, int round) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                "canvas.raw",
                null,
                start.plusSeconds(round).toEpochMilli(),
                ("course:" + course(course)).getBytes(UTF_8),
                event.getBytes(UTF_8),
                List.of(new RecordHeader("source", "sqs".getBytes(UTF_8)))));
    written++;
  }

  /** Waits until everything written is answered for. */
  void awaitAll() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String received = "\"total\":{\"received\":" + written + ",";
    while (!ask(0, "/v1/ledger").contains(received)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("it never comes to the end: " + ask(0, "/v1/ledger"));
      }
      Thread.sleep(50);
    }
  }

  /** Which of the two holds that course. */
  int holder(int course) throws InterruptedException {
    for (int number = 0; number < 2; number++) {
      // A hop goes no further: only the one that holds it answers.
      if (send(number, "/v1/courses/" + course(course), true).statusCode() == 200) {
        return number;
      }
    }
    throw new IllegalStateException("nobody holds the course");
  }

  /** An answer's text, be it a problem. */
  String ask(int number, String target) throws InterruptedException {
    return send(number, target, false).body();
  }

  private HttpResponse<String> send(int number, String target, boolean isHop)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(number) + target));
    if (isHop) {
      request.header("Live-Events-Hop", "1");
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("the query API does not answer", e);
    }
  }

  @Override
  public void close() {
    stop();
    producer.close();
    kafka.close();
  }
}
