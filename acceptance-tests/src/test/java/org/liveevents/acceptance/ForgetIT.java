package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.acceptance.OperatorCommand.Ended;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.pipeline.PipelineOptions;

/** {@code live-events forget} beside a pipeline at work. */
class ForgetIT {

  private static final String LEAVING = "1042~48";
  private static final String STAYING = "1042~49";

  @TempDir private static Path data;

  private static Instant lately;
  private static LocalPipeline pipeline;
  private static QueryApi query;
  private static CommittedTopics topics;
  private static Map<String, String> settings;

  @TempDir private Path files;

  @BeforeAll
  static void start() {
    lately = Instant.now().minusSeconds(600);
    pipeline = new LocalPipeline(PipelineOptions.in(data, Duration.ofSeconds(1), 1042));
    query = new QueryApi(pipeline.query());
    topics = new CommittedTopics(pipeline.kafka().bootstrapServers());
    settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            pipeline.kafka().bootstrapServers(),
            "CANVAS_DEFAULT_SHARD",
            "1042");
  }

  @AfterAll
  static void end() {
    pipeline.close();
  }

  @Test
  void aForgottenPersonIsGoneFromViewsAndTopicsAndStaysSo() throws IOException {
    // Given
    receive(
        "first",
        Events.grade(731, 311, 48, "8", lately),
        Events.grade(731, 311, 49, "9", lately),
        Events.enrolled(731, 501, 48, lately),
        Events.enrolled(731, 502, 49, lately));
    await("both students")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              assertThat(persons("grades", "student")).containsExactly(LEAVING, STAYING);
              assertThat(persons("enrollments", "user")).containsExactly(LEAVING, STAYING);
              assertThat(persons("user-activity", "user")).containsExactly(LEAVING, STAYING);
            });

    // When
    Ended ended = OperatorCommand.run(settings, "forget", "--user", "10420000000000048");
    Ended again = OperatorCommand.run(settings, "forget", "--user", "48,1042~48");

    // Then: gone
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    assertThat(again.exitCode()).as("%s", again).isZero();
    assertThat(ended.out())
        .contains(LEAVING, "canvas.raw", "up to 7d", "typed topics", "up to 30d");
    await("gone").atMost(Duration.ofMinutes(1)).untilAsserted(ForgetIT::assertGone);
    // and stays so, whatever comes late, or new
    receive(
        "more",
        Events.grade(731, 311, 48, "7", lately.minusSeconds(60)),
        Events.grade(731, 312, 48, "10", lately.plusSeconds(60)),
        Events.enrolled(731, 501, 48, lately.plusSeconds(60)),
        Events.grade(731, 312, 49, "10", lately.plusSeconds(60)));
    await("the other one's new grade")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(persons("grades", "student")).containsExactly(STAYING, STAYING));
    query.settledLedger(8);
    assertGone();
  }

  @Test
  void takesNothingButIds() {
    // When
    Ended ended = OperatorCommand.run(settings, "forget", "--user", "48,somebody");

    // Then
    assertThat(ended.exitCode()).as("%s", ended).isEqualTo(2);
    assertThat(ended.err()).contains("nothing was done").doesNotContain("somebody");
  }

  private static void assertGone() {
    assertThat(persons("grades", "student")).containsOnly(STAYING);
    assertThat(persons("enrollments", "user")).containsExactly(STAYING);
    assertThat(persons("user-activity", "user")).containsExactly(STAYING);
    for (String at : List.of("", "?at=" + lately.plusSeconds(1))) {
      assertThat(query.status("/v1/courses/731/grades/311/48" + at)).isEqualTo(404);
    }
    for (String store : List.of("latest-grade", "enrollment", "user-activity")) {
      Map<String, String> latest = new LinkedHashMap<>();
      for (Found found : topics.of("canvas.state." + store)) {
        latest.put(found.key(), found.value());
      }
      assertThat(latest)
          .allSatisfy(
              (key, value) ->
                  assertThat(value.isEmpty() ? "" : key + "/" + value).doesNotContain(LEAVING));
    }
  }

  private static List<String> persons(String list, String field) {
    List<String> persons = new ArrayList<>();
    for (JsonNode item : query.all("/v1/courses/731/" + list, 100)) {
      persons.add(item.path(field).asText());
    }
    return persons;
  }

  private void receive(String name, String... events) throws IOException {
    Path file = files.resolve(name + ".ndjson");
    Files.writeString(file, String.join("\n", events));
    Ended sent = OperatorCommand.run(settings, "replay", file.toString());
    assertThat(sent.exitCode()).as("%s", sent).isZero();
  }
}
