package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.acceptance.OperatorCommand.Ended;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.pipeline.PipelineOptions;

/** {@code live-events replay} into a pipeline at work. */
@Tag("thorough")
class ReplayIT {

  @TempDir private static Path data;

  private static LocalPipeline pipeline;
  private static CommittedTopics topics;
  private static Map<String, String> settings;
  private static int serial;

  @TempDir private Path files;
  private long receivedBefore;

  @BeforeAll
  static void start() {
    pipeline = new LocalPipeline(PipelineOptions.in(data, Duration.ofSeconds(1), 1));
    topics = new CommittedTopics(pipeline.kafka().bootstrapServers());
    settings = Map.of("KAFKA_BOOTSTRAP_SERVERS", pipeline.kafka().bootstrapServers());
  }

  @AfterAll
  static void end() {
    pipeline.close();
  }

  @BeforeEach
  void look() {
    receivedBefore = topics.of("canvas.raw").size();
  }

  @Test
  void replayingTwiceWithinTheDedupeWindowAddsNothing() throws IOException {
    // Given: each kind of file, and a line that is no event
    List<String> events = events(40, Instant.now());
    writePacked("a/lines.gz", String.join("\n", events.subList(0, 10)) + "\n{\"metadata\":{\n");
    write("a/array.json", "[" + String.join(",\n", events.subList(10, 20)) + "]");
    write("b/queue.json", queueDump(events.subList(20, 30)));
    write("b/one.json", Json.parse(events.get(30)).toPrettyString());
    write("c.ndjson", String.join("\r\n", events.subList(31, 40)));

    // When
    Ended once = replay(files.toString());
    Ended again = replay(files.toString());

    // Then
    assertThat(once.exitCode()).as("%s", once).isZero();
    assertThat(again.exitCode()).as("%s", again).isZero();
    assertThat(once.out()).contains("40 events and 1 rejection stored");
    JsonNode total = pipelineLedger(2 * 40).path("total");
    assertThat(forwarded(events)).allSatisfy((event, copies) -> assertThat(copies).isOne());
    assertThat(total.path("duplicate").asLong()).isGreaterThanOrEqualTo(40);
    assertThat(topics.of("canvas.rejected"))
        .filteredOn(found -> found.headers().get("source-id").endsWith("lines.gz:11"))
        .hasSize(2)
        .allSatisfy(
            found -> {
              assertThat(found.value()).isEqualTo("{\"metadata\":{");
              assertThat(found.headers())
                  .containsEntry("stage", "replay")
                  .containsEntry("code", "not_json")
                  .containsEntry("source", "replay");
            });
  }

  @Test
  void theRecordsTimeIsThatOfTheReplay() throws IOException {
    // Given
    Instant old = Instant.now().minus(Duration.ofHours(5));
    write("old.ndjson", events(1, old).get(0));
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    // When
    Ended ended = replay(files.toString());

    // Then
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    assertThat(topics.of("canvas.raw"))
        .filteredOn(found -> found.headers().get("source-id").endsWith("old.ndjson:1"))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.timestamp()).isAfterOrEqualTo(before);
              assertThat(found.headers())
                  .containsEntry("received-at", found.timestamp().toString())
                  .containsEntry("format", "canvas");
            });
  }

  @Test
  void killedInMidStreamItGoesOnAndNothingIsLostOrRepeated() throws IOException {
    // Given
    List<String> events = events(4000, Instant.now());
    Path file = write("many.ndjson", String.join("\n", events));
    String state = files.resolve("state").toString();

    // When: it is killed after the first two thousand or so, and stopped after some more
    try (TopicTail raw = new TopicTail(pipeline.kafka().bootstrapServers(), "canvas.raw");
        OperatorCommand command = start("--rate", "1000", "--resume", state, file.toString())) {
      raw.next(2000);
      command.kill();
    }
    Ended stopped;
    try (TopicTail raw = new TopicTail(pipeline.kafka().bootstrapServers(), "canvas.raw");
        OperatorCommand command = start("--rate", "500", "--resume", state, file.toString())) {
      raw.next(200);
      stopped = command.stop();
    }
    Ended rest = replay("--resume", state, file.toString());
    Ended nothing = replay("--resume", state, file.toString());

    // Then
    assertThat(stopped.exitCode()).as("%s", stopped).isEqualTo(4);
    assertThat(rest.exitCode()).as("%s", rest).isZero();
    assertThat(nothing.out()).contains("Nothing to send.");
    assertThat(forwardedAll(events)).allSatisfy((event, copies) -> assertThat(copies).isOne());
    long sent = topics.of("canvas.raw").size() - receivedBefore;
    System.out.printf("4000 events, %d records%n", sent);
    assertThat(sent).as("what was noted is not sent again").isBetween(4000L, 7000L);
  }

  @Test
  void whatIsOlderThanTheWindowOrTheRetentionIsSentOnlyWithAYes() throws IOException {
    // Given: two days old, and older than its topic keeps anything
    Instant now = Instant.now();
    write("a.ndjson", events(1, now.minus(Duration.ofDays(2))).get(0));
    write("b.ndjson", events(1, now.minus(Duration.ofDays(40))).get(0));

    // When
    Ended refused = replay(files.toString());
    long afterRefusal = topics.of("canvas.raw").size();
    Ended dry = replay("--dry-run", files.toString());
    Ended sent = replay("--yes", files.toString());

    // Then
    assertThat(refused.exitCode()).as("%s", refused).isEqualTo(6);
    assertThat(refused.out())
        .contains("2 events are older than the dedupe window (24h)")
        .contains("1 event is older than their topic keeps records")
        .contains("canvas.events.asset_accessed: 1 event, the oldest 40d old, kept 30d")
        .contains("retention.ms");
    assertThat(afterRefusal).isEqualTo(receivedBefore);
    assertThat(dry.exitCode()).isZero();
    assertThat(sent.exitCode()).as("%s", sent).isZero();
    assertThat(topics.of("canvas.raw")).hasSize((int) receivedBefore + 2);
  }

  @Test
  void aFileThatIsCutOffIsReplayedUpToThereAndToldAbout() throws IOException {
    // Given
    List<String> events = events(2000, Instant.now());
    Path whole = writePacked("whole.gz", String.join("\n", events));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut =
        Files.write(files.resolve("cut.gz"), java.util.Arrays.copyOf(bytes, bytes.length / 2));

    // When
    Ended ended = replay(cut.toString());

    // Then
    assertThat(ended.exitCode()).as("%s", ended).isEqualTo(7);
    assertThat(ended.err()).contains("cut.gz: cut off or damaged in line ");
    assertThat(ended.out()).contains("and 1 rejection stored");
    assertThat(topics.of("canvas.raw").size()).isGreaterThan((int) receivedBefore + 500);
  }

  private static List<String> events(int count, Instant from) {
    int first = serial;
    serial += count;
    return IntStream.range(0, count)
        .mapToObj(n -> Events.read(n % 20, first + n, from.plusMillis(n)))
        .toList();
  }

  private Path write(String name, String text) throws IOException {
    Path file = files.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path writePacked(String name, String text) throws IOException {
    Path file = files.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(UTF_8));
    }
    return file;
  }

  private static String queueDump(List<String> events) {
    ObjectNode dump = Json.object();
    events.forEach(
        event ->
            dump.withArray("Messages")
                .addObject()
                .put("MessageId", "5d1")
                .put("Body", event)
                .withObject("/MessageAttributes/event_name")
                .put("StringValue", "asset_accessed"));
    return dump.toPrettyString();
  }

  private static OperatorCommand start(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "replay";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return OperatorCommand.start(settings, all);
  }

  private static Ended replay(String... arguments) {
    try (OperatorCommand command = start(arguments)) {
      return command.await();
    }
  }

  private JsonNode pipelineLedger(long more) {
    return new QueryApi(pipeline.query()).settledLedger(receivedBefore + more);
  }

  private Map<Object, Long> forwardedAll(List<String> events) {
    pipelineLedger(topics.of("canvas.raw").size() - receivedBefore);
    Map<Object, Long> copies = forwarded(events);
    assertThat(copies).as("forwarded").hasSize(events.size());
    return copies;
  }

  /** How often each of these was forwarded. */
  private static Map<Object, Long> forwarded(List<String> events) {
    Map<Object, Long> copies =
        topics.typed().stream()
            .map(Found::value)
            .map(Json::value)
            .collect(groupingBy(value -> value, counting()));
    Map<Object, Long> wanted = new HashMap<>();
    events.stream()
        .map(Json::value)
        .filter(copies::containsKey)
        .forEach(value -> wanted.put(value, copies.get(value)));
    assertThat(wanted).as("lost").hasSize(events.size());
    return wanted;
  }
}
