package org.liveevents.acceptance;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import org.liveevents.quickstart.embedded.FreePorts;

/** A real Prometheus on a real run: every panel of every dashboard shows something. */
@Tag("thorough")
class MonitoringIT {

  private static final Path FILES = Path.of("../helm/canvas-live-events/files");

  @TempDir private Path directory;

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final EmbeddedSqs sqs = EmbeddedSqs.start();
  private final QueueClient queue = QueueClient.create(sqs, Duration.ofSeconds(30));
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void needsPrometheus() {
    OtherProgram.require("prometheus");
    OtherProgram.require("promtool");
  }

  @AfterEach
  void close() {
    sqs.close();
    kafka.close();
  }

  @Test
  void everyPanelsQueryReturnsDataAndNoAlertFires() throws Exception {
    try (ServiceProcess bridge = start(ServiceProcess.BRIDGE, bridge());
        ServiceProcess topology = start(ServiceProcess.TOPOLOGY, topology())) {
      bridge.awaitReady();
      topology.awaitReady();
      int port = FreePorts.free();
      Process prometheus = prometheus(port, bridge.managementPort(), topology.managementPort());
      try {
        // When: something happens, and Prometheus looks on
        URI ready = URI.create("http://127.0.0.1:" + port + "/-/ready");
        await("Prometheus")
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptions()
            .until(() -> get(ready).statusCode() == 200);
        for (int batch = 0; batch < 10; batch++) {
          queue.sendAll(events(batch));
          queue.awaitEmpty();
        }

        // Then: a rate is one only if something goes on between two looks
        AtomicInteger batch = new AtomicInteger(10);
        for (String query : queries()) {
          await(query)
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofSeconds(1))
              .atMost(Duration.ofMinutes(1))
              .until(
                  () -> {
                    boolean there = hasData(ask(port, query));
                    if (!there) {
                      queue.sendAll(events(batch.getAndIncrement()));
                    }
                    return there;
                  });
        }
        JsonNode firing = ask(port, "ALERTS{alertstate=\"firing\"}");
        assertThat(firing).isEmpty();
        assertThat(lint(bridge)).as("bridge").isEmpty();
        assertThat(lint(topology)).as("topology").isEmpty();
      } finally {
        prometheus.destroy();
        assertThat(prometheus.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private ServiceProcess start(String service, Map<String, String> settings) {
    return ServiceProcess.start(
        service, settings, directory.resolve(service.replaceAll("\\W", "-") + ".log"));
  }

  private Map<String, String> bridge() {
    Map<String, String> settings = new HashMap<>(common());
    settings.putAll(queue.settings());
    settings.put("WEBHOOK_PORT", Integer.toString(FreePorts.free()));
    settings.put("WEBHOOK_AUTH", "none");
    settings.put("SPOOL_DIRECTORY", directory.resolve("spool").toString());
    return settings;
  }

  private Map<String, String> topology() {
    Map<String, String> settings = new HashMap<>(common());
    settings.put("QUERY_AUTH", "none");
    settings.put("QUERY_PORT", "0");
    settings.put("REORDER_GRACE", "2s");
    settings.put("KAFKA_STATE_DIR", directory.resolve("state").toString());
    return settings;
  }

  private Map<String, String> common() {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
        "RAW_PARTITIONS", "2",
        "TYPED_PARTITIONS", "1");
  }

  private static List<String> events(int batch) {
    Instant now = Instant.now();
    return IntStream.range(0, 20)
        .mapToObj(serial -> Events.read(serial, batch * 20 + serial, now.plusMillis(serial)))
        .toList();
  }

  private Process prometheus(int port, int bridge, int topology) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: ['%s']
            scrape_configs:
              - {job_name: bridge, static_configs: [{targets: ['127.0.0.1:%d']}]}
              - {job_name: topology, static_configs: [{targets: ['127.0.0.1:%d']}]}
            """
                .formatted(FILES.resolve("alerts.yaml").toAbsolutePath(), bridge, topology));
    return new ProcessBuilder(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("prometheus"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("prometheus.log").toFile())
        .start();
  }

  /** Every query of every panel, once. */
  private static Set<String> queries() throws IOException {
    try (Stream<Path> boards = Files.list(FILES.resolve("dashboards"))) {
      return boards
          .map(MonitoringIT::text)
          .flatMap(board -> Json.parse(board).findValuesAsText("expr").stream())
          .collect(toCollection(TreeSet::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private JsonNode ask(int port, String query) throws Exception {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        get(URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + encoded));
    assertThat(answer.statusCode()).as(query + ": " + answer.body()).isEqualTo(200);
    return Json.parse(answer.body()).path("data").path("result");
  }

  /** Numbers only: Prometheus has others, for what can't be told. */
  private static boolean hasData(JsonNode result) {
    return result
        .valueStream()
        .anyMatch(series -> series.path("value").path(1).asText().matches("[-+.\\de]+"));
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** What promtool finds wrong with our own meters; Kafka's and the JVM's are as they are. */
  private List<String> lint(ServiceProcess service) throws Exception {
    Path metrics =
        Files.writeString(directory.resolve("metrics.txt"), service.ask("/metrics").body());
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectErrorStream(true)
            .redirectInput(metrics.toFile())
            .start();
    String found = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(found).isIn(0, 3); // 3: it found something
    return found
        .lines()
        .filter(line -> line.startsWith("bridge_") || line.startsWith("topology_"))
        .toList();
  }
}
