package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liveevents.runtime.registry.Compatibility;
import org.liveevents.runtime.registry.PipelineSchemas;
import org.liveevents.runtime.registry.Registration;
import org.liveevents.runtime.registry.RegistryException;
import org.liveevents.runtime.registry.SchemaRegistry;
import org.liveevents.runtime.registry.TopicSchema;
import org.liveevents.tools.Main;
import org.liveevents.topic.Topics;
import org.liveevents.topic.WireFormat;
import picocli.CommandLine;

/**
 * The pipeline with a real registry: what is registered, what is written, which edits pass, and
 * what happens when the registry goes away.
 */
@Tag("thorough")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SchemaRegistryIT {

  private static final List<TopicSchema> SCHEMAS =
      PipelineSchemas.of(new Topics(Topics.DEFAULT_PREFIX));
  private static final String UNKNOWN = "canvas.events.unrecognized";

  @TempDir private static Path directory;
  private static RegisteredPipeline pipeline;
  private static SchemaRegistry registry;

  /** Edits of the schema of grade changes that break somebody. */
  enum Breakage {
    TYPE_CHANGED(true, body -> field(body, "score").put("type", "array")),
    TYPE_WIDENED(true, body -> field(body, "grade").remove("type")),
    FIELD_REMOVED(true, body -> body.withObject("/properties").remove("score")),
    NO_LONGER_REQUIRED(true, body -> body.remove("required")),
    NEWLY_REQUIRED(false, body -> body.withArray("required").add("score")),
    NEW_AND_REQUIRED(
        false,
        body -> {
          body.withObject("/properties").putObject("brand_new").put("type", "string");
          body.withArray("required").add("brand_new");
        }),
    ENUM_NARROWED(false, body -> field(body, "grade").putArray("enum").add("A").add("B")),
    TYPE_NARROWED(false, body -> field(body, "grade").put("type", "string"));

    private final boolean seenByTheRegistry;

    @SuppressWarnings("ImmutableEnumChecker") // an edit holds nothing
    private final Consumer<ObjectNode> edit;

    Breakage(boolean seenByTheRegistry, Consumer<ObjectNode> edit) {
      this.seenByTheRegistry = seenByTheRegistry;
      this.edit = edit;
    }

    private static ObjectNode field(ObjectNode body, String name) {
      return body.withObject("/properties/" + name);
    }

    TopicSchema applied() {
      TopicSchema grades = schema("canvas.events.grade_change");
      ObjectNode edited = grades.schema().deepCopy();
      edit.accept(edited.withObject("/properties/body"));
      return new TopicSchema(grades.topic(), edited);
    }
  }

  @BeforeAll
  static void start() {
    pipeline = new RegisteredPipeline(directory);
    registry = pipeline.registry().client();
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  @Test
  void everyTypedTopicHasItsSubjectHeldToTheLevel() {
    // Then
    assertThat(registry.subjects())
        .filteredOn(subject -> subject.startsWith("canvas."))
        .containsExactlyInAnyOrderElementsOf(SCHEMAS.stream().map(TopicSchema::subject).toList());
    assertThat(SCHEMAS)
        .allSatisfy(
            schema ->
                assertThat(registry.compatibility(schema.subject()))
                    .contains(Compatibility.FORWARD));
  }

  @Test
  void everyTypedValueIsItsSchemasIdAndThenTheVeryBytesThatCame() {
    // Given
    Map<String, String> samples = SampleTexts.byTopic(Instant.now());
    try (TopicTail typed = tail(samples)) {

      // When
      pipeline.receive(samples.values());

      // Then
      assertThat(typed.next(samples.size()))
          .allSatisfy(
              record -> {
                ByteBuffer value = ByteBuffer.wrap(record.value());
                assertThat(value.get()).isZero();
                assertThat(value.getInt()).isEqualTo(id(record.topic()));
                assertThat(UTF_8.decode(value).toString()).isEqualTo(samples.get(record.topic()));
              })
          .extracting(ConsumerRecord::topic)
          .containsExactlyInAnyOrderElementsOf(samples.keySet());
    }
  }

  @Test
  void unrecognizedEventsArePlain() {
    // Given
    String event = Events.read(731, 1, Instant.now()).replace("asset_accessed", "brand_new");
    try (TopicTail unknown = new TopicTail(pipeline.brokers(), UNKNOWN)) {

      // When
      pipeline.receive(List.of(event));

      // Then
      assertThat(new String(unknown.next().value(), UTF_8)).isEqualTo(event);
    }
  }

  @Test
  void everySubjectTakesOneMoreFieldThatMayBeAbsent() {
    assertThat(SCHEMAS)
        .allSatisfy(
            schema ->
                assertThat(registry.accepts(schema.subject(), withOneMoreField(schema).schema()))
                    .isTrue());
  }

  @Test
  void theCommandLineLetsOneMoreFieldPassAndRegistersIt() throws IOException {
    // Given
    TopicSchema quiz = schema("canvas.events.quiz_submitted");
    Path edited = directory.resolve("one-more-field");
    write(edited, "canvas/quiz_submitted.json", withOneMoreField(quiz));

    // Then
    assertThat(schemas("check", "--schemas", edited.toString()).exitCode()).isZero();
    assertThat(schemas("register", "--schemas", edited.toString()).exitCode()).isZero();
    assertThat(registry.latest(quiz.subject())).contains(withOneMoreField(quiz).schema());
    assertThat(schemas("diff", "--schemas", edited.toString()).printed()).contains("1 the same");
  }

  @ParameterizedTest
  @EnumSource
  void aBreakingEditIsRefusedByTheCommandLineAndWhereItCanByTheRegistryToo(Breakage breakage)
      throws IOException {
    // Given
    TopicSchema edited = breakage.applied();
    Path files = directory.resolve(breakage.name());
    write(files, "canvas/grade_change.json", edited);

    // Then
    Run check = schemas("check", "--schemas", files.toString());
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.printed())
        .contains("canvas.events.grade_change-value breaks consumers\n  body");
    Run register = schemas("register", "--schemas", files.toString());
    assertThat(register.exitCode()).isEqualTo(1);
    assertThat(register.printed()).contains("canvas.events.grade_change-value refused: body");
    assertThat(registry.latest(edited.subject()))
        .contains(schema("canvas.events.grade_change").schema());
    assertThat(registry.accepts(edited.subject(), edited.schema()))
        .isEqualTo(!breakage.seenByTheRegistry);
    if (breakage.seenByTheRegistry) {
      assertThatThrownBy(() -> registry.register(edited.subject(), edited.schema()))
          .isInstanceOfSatisfying(
              RegistryException.class,
              e -> assertThat(e.reason()).isEqualTo(RegistryException.Reason.INCOMPATIBLE));
    }
  }

  @Test
  void aBreakingEditCanBeForcedAndTheLevelStandsAgain() throws IOException {
    // Given
    TopicSchema user = schema("canvas.events.user_created");
    ObjectNode edited = user.schema().deepCopy();
    edited.withArray("required").add("brand_new");
    Path files = directory.resolve("forced");
    write(files, "canvas/user_created.json", new TopicSchema(user.topic(), edited));

    // When
    Run forced = schemas("register", "--allow-breaking", "--schemas", files.toString());

    // Then
    assertThat(forced.exitCode()).isZero();
    assertThat(registry.latest(user.subject())).contains(edited);
    assertThat(registry.compatibility(user.subject())).contains(Compatibility.FORWARD);
  }

  @Test
  void theSchemasOfThisReleaseAreInTheRegistryAndRegisteringThemAgainAddsNothing()
      throws InterruptedException {
    // Given
    Map<String, Integer> before = ids();

    // When
    Registration.Outcome again = Registration.at(registry, Compatibility.FORWARD).register(SCHEMAS);

    // Then
    assertThat(again.ids()).isEqualTo(before);
    assertThat(again.refused()).isEmpty();
  }

  @Test
  void atStartARegistryThatIsNotThereOrRefusesEndsTheProcessWithExitCode5() {
    // Given
    String prefix = "other";
    ObjectNode incompatible = schema("canvas.events.grade_change").schema().deepCopy();
    incompatible.withObject("/properties/body/properties/score").put("type", "array");
    TopicSchema refused = new TopicSchema(prefix + ".events.grade_change", incompatible);
    registry.register(refused.subject(), refused.schema());
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", pipeline.brokers());
    settings.put("TYPED_PARTITIONS", "1");
    settings.put("QUERY_PORT", "0");
    settings.put("QUERY_AUTH", "none");
    settings.put("TOPIC_PREFIX", prefix);
    Map<String, String> absent = new HashMap<>(settings);
    settings.put("KAFKA_STATE_DIR", directory.resolve("state-refused").toString());
    absent.put("KAFKA_STATE_DIR", directory.resolve("state-absent").toString());
    settings.put("SCHEMA_REGISTRY_URL", pipeline.registry().url().toString());
    absent.put("SCHEMA_REGISTRY_URL", "http://me:hush@127.0.0.1:1");

    // When
    try (ServiceProcess refusedAtStart =
            ServiceProcess.start(ServiceProcess.TOPOLOGY, settings, directory.resolve("refused"));
        ServiceProcess unreachable =
            ServiceProcess.start(ServiceProcess.TOPOLOGY, absent, directory.resolve("absent"))) {

      // Then
      assertThat(refusedAtStart.await()).isEqualTo(5);
      assertThat(errors(refusedAtStart))
          .hasSize(1)
          .allMatch(line -> line.contains("other.events.grade_change-value"));
      assertThat(unreachable.await()).isEqualTo(5);
      assertThat(errors(unreachable))
          .hasSize(1)
          .allMatch(line -> line.contains("SCHEMA_REGISTRY_URL"))
          .noneMatch(line -> line.contains("hush"));
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void onceStartedThePipelineNeedsNoRegistry() {
    // Given
    int grades = id("canvas.events.asset_accessed");
    pipeline.registry().close();
    String event = Events.read(732, 2, Instant.now());
    try (TopicTail typed = new TopicTail(pipeline.brokers(), "canvas.events.asset_accessed")) {

      // When
      pipeline.receive(List.of(event));

      // Then
      assertThat(typed.next().value())
          .isEqualTo(WireFormat.framed(WireFormat.prefix(grades), event.getBytes(UTF_8)));
    }
  }

  private static TopicTail tail(Map<String, String> samples) {
    return new TopicTail(pipeline.brokers(), samples.keySet().toArray(String[]::new));
  }

  private static List<String> errors(ServiceProcess process) {
    return process.log().lines().filter(line -> line.contains(" ERROR ")).toList();
  }

  private static TopicSchema schema(String topic) {
    return SCHEMAS.stream()
        .filter(schema -> schema.topic().equals(topic))
        .findFirst()
        .orElseThrow();
  }

  private static int id(String topic) {
    return registry.id(topic + "-value", schema(topic).schema()).orElseThrow();
  }

  private static Map<String, Integer> ids() {
    return SCHEMAS.stream()
        .map(TopicSchema::topic)
        .collect(Collectors.toMap(topic -> topic, SchemaRegistryIT::id, (a, b) -> a, TreeMap::new));
  }

  /** One in the body if it says what is in it, else beside it. */
  private static TopicSchema withOneMoreField(TopicSchema schema) {
    ObjectNode edited = schema.schema().deepCopy();
    String place = edited.at("/properties/body/properties").isObject() ? "/properties/body" : "";
    edited
        .withObject(place + "/properties")
        .putObject("brand_new")
        .putArray("type")
        .add("string")
        .add("null");
    return new TopicSchema(schema.topic(), edited);
  }

  private static void write(Path folder, String file, TopicSchema schema) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, schema.schema().toString());
  }

  private record Run(int exitCode, String printed) {}

  private static Run schemas(String... arguments) throws IOException {
    Path config = directory.resolve("config");
    Files.writeString(config, "SCHEMA_REGISTRY_URL=" + pipeline.registry().url() + "\n");
    CommandLine line = Main.commandLine();
    StringWriter out = new StringWriter();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
    String[] all = new String[arguments.length + 3];
    all[0] = "schemas";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--config";
    all[all.length - 1] = config.toString();
    int exitCode = line.execute(all);
    return new Run(exitCode, out.toString());
  }
}
