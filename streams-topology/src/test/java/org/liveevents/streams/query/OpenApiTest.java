package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.liveevents.streams.console.RejectedExample;
import org.liveevents.streams.console.RejectedGroup;
import org.liveevents.streams.console.RejectedLately;
import org.liveevents.streams.course.ActivityHour;
import org.liveevents.streams.course.StateJson;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.pulse.Beat;
import org.liveevents.streams.pulse.Bucket;
import org.liveevents.streams.validate.DriftLog;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description and what is served are the same. */
class OpenApiTest {

  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");

  private static final Hops HOPS = new Hops(List.of(), InstantSource.system());

  private final List<Endpoint> endpoints = Api.endpoints(new FakeInstance(1).parts(), HOPS);
  private final JsonNode description = description();

  @Test
  void isServedToEverybody() throws Exception {
    try (Served served = new Served(new FakeInstance(1))) {
      HttpResponse<String> response = Served.send(served.request("/openapi.yaml"));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("application/yaml");
      assertThat(response.body()).startsWith("openapi: 3.1.0");
    }
  }

  @Test
  void describesExactlyThePathsThereAre() {
    Set<String> described = new TreeSet<>();
    description.get("paths").fieldNames().forEachRemaining(described::add);

    Set<String> there = new TreeSet<>(Set.of(SessionEndpoint.PATH, CourseStream.PATH));
    endpoints.forEach(endpoint -> there.add(endpoint.path()));
    assertThat(described).isEqualTo(there);
    assertThat(description.at("/paths/" + CourseStream.PATH.replace("/", "~1") + "/get/parameters"))
        .extracting(parameter -> parameter.path("name").asText("course"))
        .contains(CourseStream.LAST_EVENT_ID)
        .containsAll(CourseStream.parameters());
  }

  @Test
  void describesExactlyTheParametersThereAre() {
    for (Endpoint endpoint : endpoints) {
      assertThat(parameters(endpoint, "query")).isEqualTo(new TreeSet<>(endpoint.parameters()));
      Matcher matcher = PATH_PARAMETER.matcher(endpoint.path());
      assertThat(parameters(endpoint, "path"))
          .isEqualTo(
              matcher
                  .results()
                  .map(it -> it.group(1))
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void pointsAtNothingThatIsNotThere() {
    description
        .findValuesAsText("$ref")
        .forEach(
            reference -> assertThat(resolve(reference).isMissingNode()).as(reference).isFalse());
  }

  @Test
  void describesExactlyTheFieldsOfEveryAnswer() {
    Map<String, Class<?>> answers =
        Map.ofEntries(
            Map.entry("CourseEntry", CourseListing.Entry.class),
            Map.entry("Freshness", Freshness.class),
            Map.entry("Problem", Problem.class),
            Map.entry("Session", SessionEndpoint.Shown.class),
            Map.entry("Counts", LedgerLine.class),
            Map.entry("LedgerLine", LedgerReport.Line.class),
            Map.entry("Drift", DriftReport.class),
            Map.entry("DriftLine", DriftLog.Line.class),
            Map.entry("Pipeline", PipelineReport.class),
            Map.entry("PipelineMember", PipelineReport.Member.class),
            Map.entry("PipelineMemberReport", PipelineReport.Report.class),
            Map.entry("PartitionBook", PipelineReport.Book.class),
            Map.entry("Restoring", Restoring.class),
            Map.entry("Beat", Beat.class),
            Map.entry("Bucket", Bucket.class),
            Map.entry("RejectedGroup", RejectedGroup.class),
            Map.entry("RejectedExample", RejectedExample.class),
            Map.entry("BridgeSource", BridgesEndpoint.Source.class),
            Map.entry("BridgeBudget", BridgesEndpoint.Budget.class),
            Map.entry("BridgeQuiet", BridgesEndpoint.Quiet.class),
            Map.entry("Bridge", BridgesEndpoint.Bridge.class));
    answers.forEach(
        (schema, type) ->
            assertThat(fields(schema)).as(schema).isEqualTo(components(type, Set.of())));
    assertThat(fields("CourseSummary"))
        .isEqualTo(components(CourseSummary.Summary.class, Set.of("freshness")));
    assertThat(fields("Rejected"))
        .isEqualTo(components(RejectedLately.Report.class, Set.of("freshness")));
    assertThat(fields("Bridges"))
        .isEqualTo(components(BridgesEndpoint.Report.class, Set.of("freshness")));
    assertThat(fields("Ledger")).isEqualTo(components(LedgerReport.class, Set.of("freshness")));
  }

  @Test
  void describesExactlyTheFieldsOfEveryView() {
    Map<String, List<String>> more =
        Map.of("Submission", List.of("assignment_title"), "QuizSubmission", List.of("quiz_title"));
    for (View view : Views.all()) {
      if (view == Views.COURSE || view == Views.DISCUSSION_ENTRY) {
        continue; // answered as CourseSummary and Participation
      }
      String schema = schema(view);
      Set<String> expected = new TreeSet<>(view.shownFields());
      expected.addAll(more.getOrDefault(schema, List.of()));
      assertThat(fields(schema)).as(schema).isEqualTo(expected);
    }
    assertThat(fields("Participation")).isEqualTo(new TreeSet<>(Discussions.FIELDS));
    assertThat(fields("Activity")).isEqualTo(new TreeSet<>(ActivityHour.FIELDS));
  }

  /** The name of a view in the description: that of its store, as a type is written. */
  private static String schema(View view) {
    Map<String, String> shorter =
        Map.of("latest-grade", "Grade", "course-progress", "Progress", "course-score", "Score");
    return shorter.getOrDefault(
        view.store(),
        Arrays.stream(view.store().split("-", -1))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining()));
  }

  private Set<String> fields(String schema) {
    Set<String> fields = new TreeSet<>();
    resolve("#/components/schemas/" + schema)
        .path("properties")
        .fieldNames()
        .forEachRemaining(fields::add);
    return fields;
  }

  private static Set<String> components(Class<?> type, Set<String> more) {
    Function<String, String> snake =
        name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    Set<String> names =
        Arrays.stream(type.getRecordComponents())
            .map(component -> snake.apply(component.getName()))
            .collect(Collectors.toCollection(TreeSet::new));
    names.addAll(more);
    return names;
  }

  private Set<String> parameters(Endpoint endpoint, String in) {
    Set<String> names = new TreeSet<>();
    JsonNode described =
        description.get("paths").get(endpoint.path()).get("get").path("parameters");
    for (JsonNode parameter : described) {
      JsonNode node =
          parameter.has("$ref") ? resolve(parameter.get("$ref").textValue()) : parameter;
      if (node.get("in").textValue().equals(in)) {
        names.add(node.get("name").textValue());
      }
    }
    return names;
  }

  private JsonNode resolve(String reference) {
    return reference.startsWith("#/")
        ? description.at(reference.substring(1))
        : MissingNode.getInstance();
  }

  private static JsonNode description() {
    Endpoint endpoint =
        Api.endpoints(new FakeInstance(1).parts(), HOPS).stream()
            .filter(it -> it.path().equals(Api.OPENAPI))
            .findFirst()
            .orElseThrow();
    String text = ((TextEndpoint) endpoint).text();
    Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return StateJson.mapper().valueToTree(tree);
  }
}
