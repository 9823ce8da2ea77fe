package org.liveevents.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveevents.helm.Manifests.Node;

/** Alerts and dashboards: each has its page, asks for meters there are, and does as it says. */
class MonitoringTest {

  private static final Path DOCS = Path.of("../docs");
  private static final Path ALERTS = Chart.DIRECTORY.resolve("files/alerts.yaml");
  private static final Path ALERT_TESTS =
      Path.of("src/test/resources/alerts/alerts_test.yaml").toAbsolutePath();
  private static final Pattern OUR_METER = Pattern.compile("\\b(?:bridge|topology)_[a-z_]+");
  private static final Pattern SUFFIX =
      Pattern.compile("_(total|seconds|seconds_bucket|seconds_sum|seconds_count|bucket)$");

  static List<Path> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(Chart.DIRECTORY.resolve("files/dashboards"))) {
      return files.sorted().toList();
    }
  }

  private static List<Node> alerts() throws IOException {
    return Manifests.parse(Files.readString(ALERTS)).objects().get(0).list("groups").stream()
        .flatMap(group -> group.list("rules").stream())
        .toList();
  }

  @Test
  void everyAlertHasAPageThatSaysWhereToLookAndWhatToDo() throws IOException {
    for (Node alert : alerts()) {
      String page = Files.readString(Path.of("..", alert.text("annotations.runbook_url")));
      assertThat(page).startsWith("# " + alert.text("alert") + "\n").contains("## Look", "## Do");
      assertThat(Files.readString(DOCS.resolve("runbook/README.md")))
          .contains(
              "| [" + alert.text("alert") + "](", "| " + alert.text("labels.severity") + " |");
      assertThat(alert.text("annotations.summary")).isNotEmpty();
      assertThat(alert.text("annotations.description")).isNotEmpty();
    }
    try (Stream<Path> pages = Files.list(DOCS.resolve("runbook"))) {
      assertThat(pages.count()).isEqualTo(alerts().size() + 1L);
    }
  }

  @Test
  void alertsAskForMetersThereAre() throws IOException {
    for (Node alert : alerts()) {
      assertThat(documented()).containsAll(meters(alert.text("expr")));
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboardsAskForMetersThereAre(Path dashboard) throws IOException {
    List<String> queries = queries(dashboard);
    assertThat(queries).isNotEmpty();
    queries.forEach(query -> assertThat(documented()).containsAll(meters(query)));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void grafanaFindsDataSourceAndRoomForEveryPanel(Path dashboard) throws IOException {
    JsonNode board = new ObjectMapper().readTree(dashboard.toFile());
    assertThat(board.path("uid").asText()).isEqualTo(name(dashboard));
    List<Integer> ids = new ArrayList<>();
    Set<String> places = new TreeSet<>();
    for (JsonNode panel : board.path("panels")) {
      ids.add(panel.path("id").asInt());
      JsonNode place = panel.path("gridPos");
      assertThat(places.add(place.path("x") + "/" + place.path("y"))).isTrue();
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
      assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
      assertThat(panel.path("title").asText()).isNotEmpty();
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void theChartBringsEveryDashboardAsItIs() throws IOException {
    Manifests manifests = Chart.render("monitoring");
    for (Path dashboard : dashboards()) {
      Node map = manifests.get("ConfigMap", name(dashboard));
      assertThat(map.text("metadata.labels.grafana_dashboard")).isEqualTo("1");
      Object data =
          ((java.util.Map<?, ?>) map.get("data").value()).get(dashboard.getFileName().toString());
      assertThat(new ObjectMapper().readTree(String.valueOf(data)))
          .isEqualTo(new ObjectMapper().readTree(dashboard.toFile()));
    }
  }

  @Test
  void prometheusAcceptsTheRulesAndEachAlertFiresOnItsTrouble() throws Exception {
    Optional<Path> promtool = Programs.find("PROMTOOL", "promtool");
    if (promtool.isEmpty() && Programs.mustAllBeThere()) {
      throw new AssertionError("promtool is not installed");
    }
    assumeTrue(promtool.isPresent(), "promtool is not installed: skipped");
    String checked =
        Programs.run(
            promtool.orElseThrow(),
            List.of("check", "rules", ALERTS.toString()),
            StandardCharsets.UTF_8);
    assertThat(checked).contains("SUCCESS: " + alerts().size() + " rules found");
    Programs.run(
        promtool.orElseThrow(),
        List.of("test", "rules", ALERT_TESTS.toString()),
        StandardCharsets.UTF_8);
    String tests = Files.readString(ALERT_TESTS);
    for (Node alert : alerts()) { // tried with and without its trouble
      assertThat(tests.split("alertname: " + alert.text("alert") + "\\b", -1))
          .as(alert.text("alert"))
          .hasSizeGreaterThan(2);
    }
  }

  private static String name(Path dashboard) {
    return dashboard.getFileName().toString().replace(".json", "");
  }

  private static List<String> queries(Path dashboard) throws IOException {
    return new ObjectMapper().readTree(dashboard.toFile()).findValuesAsText("expr");
  }

  /** Our meters in a query, as the reference names them. */
  private static Set<String> meters(String query) {
    return OUR_METER
        .matcher(query)
        .results()
        .map(MatchResult::group)
        .map(meter -> documentedAs(meter))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String documentedAs(String meter) {
    return documented().contains(meter) ? meter : SUFFIX.matcher(meter).replaceFirst("");
  }

  private static Set<String> documented() {
    try {
      return Files.readAllLines(DOCS.resolve("reference/metrics.md")).stream()
          .filter(line -> line.startsWith("| `"))
          .flatMap(line -> Stream.of(line.split("\\|", -1)[1].split(",", -1)))
          .map(name -> name.replaceAll("[` ]", "").replace('.', '_'))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
