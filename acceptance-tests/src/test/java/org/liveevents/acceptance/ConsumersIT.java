package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.apicurio.registry.serde.jsonschema.JsonSchemaKafkaDeserializer;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.events.canvas.GradeChange;
import org.liveevents.serde.LiveEventSerdes;

/** Readers that are not ours understand the typed topics, and we what their writers write. */
@Tag("thorough")
class ConsumersIT {

  private static final Path EXAMPLE = Path.of("../examples/consumer-node");
  private static final Path INSTALLED = Path.of("target/consumer-node");
  private static final String GRADES = "canvas.events.grade_change";
  private static final String UNKNOWN = "canvas.events.unrecognized";

  @TempDir private static Path directory;
  private static RegisteredPipeline pipeline;
  private static Map<String, String> samples;
  private static List<Found> typed;

  @BeforeAll
  static void start() {
    pipeline = new RegisteredPipeline(directory);
    samples = SampleTexts.byTopic(Instant.now());
    String unknown = Events.read(731, 1, Instant.now()).replace("asset_accessed", "brand_new");
    List<String> events = new ArrayList<>(samples.values());
    events.add(unknown);
    pipeline.receive(events);
    typed = pipeline.awaitTyped(events.size());
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  @Test
  void confluentsClientForNodeReadsAndValidatesEveryTypedTopic() {
    // Given
    OtherProgram node = node();
    List<String> command = new ArrayList<>(List.of("node", "consume.js", "--count"));
    command.add(Integer.toString(samples.size()));
    command.addAll(samples.keySet());

    // When
    List<JsonNode> read =
        node.run("", command.toArray(String[]::new)).lines().map(Json::parse).toList();

    // Then
    assertThat(read).hasSizeGreaterThan(20).hasSameSizeAs(samples.keySet());
    assertThat(read)
        .allSatisfy(
            line -> {
              String topic = line.get("topic").asText();
              Found found = found(topic);
              assertThat(inJavaScript(line.get("event")))
                  .as(topic)
                  .isEqualTo(inJavaScript(Json.parse(samples.get(topic))));
              assertThat(line.get("key").asText()).isEqualTo(found.key());
              assertThat(line.at("/headers/ce_id").asText())
                  .isEqualTo(found.headers().get("ce_id"));
            });
  }

  @Test
  void whatConfluentsClientForNodeWritesIsFramedAsOursAre() {
    // Given
    String event = Json.parse(samples.get(GRADES)).toString();

    pipeline.create("written-by-node");

    // When
    node().run(event + "\n", "node", "produce.js", "written-by-node", GRADES);

    // Then
    byte[] ours = raw(List.of(GRADES)).get(0).value();
    byte[] theirs = raw(List.of("written-by-node")).get(0).value();
    assertThat(ByteBuffer.wrap(theirs, 0, 5)).isEqualTo(ByteBuffer.wrap(ours, 0, 5));
    assertThat(Json.value(new String(theirs, 5, theirs.length - 5, UTF_8)))
        .isEqualTo(Json.value(event));
    Deserializer<GradeChange> typed = LiveEventSerdes.gradeChange().deserializer();
    assertThat(typed.deserialize("written-by-node", theirs))
        .isEqualTo(typed.deserialize(GRADES, ours));
  }

  @Test
  void apicuriosDeserializerReadsAndValidatesEveryTypedTopic() {
    // Given
    try (JsonSchemaKafkaDeserializer<JsonNode> deserializer = new JsonSchemaKafkaDeserializer<>()) {
      deserializer.configure(
          Map.of(
              "apicurio.registry.url",
              pipeline.registry().ownUrl().toString(),
              "apicurio.registry.as-confluent",
              true,
              "apicurio.registry.use-id",
              "contentId",
              "apicurio.registry.headers.enabled",
              false,
              "apicurio.registry.serde.validation-enabled",
              true,
              "apicurio.registry.deserializer.value.return-class",
              JsonNode.class.getName()),
          false);

      // Then
      List<ConsumerRecord<String, byte[]>> records = raw(samples.keySet());
      assertThat(records).hasSameSizeAs(samples.keySet());
      for (ConsumerRecord<String, byte[]> record : records) {
        assertThat(Json.value(deserializer.deserialize(record.topic(), record.value())))
            .as(record.topic())
            .isEqualTo(Json.value(samples.get(record.topic())));
      }
    }
  }

  @Test
  void kcatShowsTheCloudEventsHeaders() {
    // Given
    OtherProgram.require("kcat");
    OtherProgram kcat = new OtherProgram(directory, Map.of());

    // When
    String printed =
        kcat.run(
            "",
            "kcat",
            "-b",
            pipeline.brokers(),
            "-C",
            "-t",
            GRADES,
            "-o",
            "beginning",
            "-e",
            "-q",
            "-X",
            "isolation.level=read_committed",
            "-f",
            "%k %h\n");

    // Then
    Found found = found(GRADES);
    assertThat(printed)
        .startsWith(found.key() + " ce_specversion=1.0,")
        .contains("ce_id=" + found.headers().get("ce_id"))
        .contains("ce_type=com.instructure.canvas.grade_change");
  }

  @Test
  void theCloudEventsSdkTakesEveryRecordAndThePlainValueAsItsData() {
    // When
    List<ConsumerRecord<String, CloudEvent>> events =
        read(List.of(UNKNOWN, GRADES), new CloudEventDeserializer());

    // Then
    assertThat(events)
        .hasSize(2)
        .allSatisfy(
            record -> {
              Found found = found(record.topic());
              assertThat(record.value().getId()).isEqualTo(found.headers().get("ce_id"));
              assertThat(record.value().getSubject()).isEqualTo(record.key());
              assertThat(record.value().getTime().toInstant())
                  .isEqualTo(Instant.parse(found.headers().get("ce_time")));
              assertThat(new String(record.value().getData().toBytes(), UTF_8))
                  .isEqualTo(found.value());
            });
  }

  private static OtherProgram node() {
    return NodeProgram.installed(
        EXAMPLE,
        INSTALLED,
        Map.of(
            "BROKERS", pipeline.brokers(),
            "REGISTRY", pipeline.registry().url().toString()));
  }

  /** What JavaScript makes of it: every number is a double, so large ids are rounded. */
  private static Object inJavaScript(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> members = new HashMap<>();
      node.properties()
          .forEach(member -> members.put(member.getKey(), inJavaScript(member.getValue())));
      return members;
    }
    if (node.isArray()) {
      List<Object> elements = new ArrayList<>();
      node.forEach(element -> elements.add(inJavaScript(element)));
      return elements;
    }
    return node.isNumber() ? (Object) node.doubleValue() : node;
  }

  private static Found found(String topic) {
    return typed.stream()
        .collect(toMap(Found::topic, record -> record, (first, second) -> first))
        .get(topic);
  }

  private static List<ConsumerRecord<String, byte[]>> raw(Collection<String> topics) {
    return read(topics, (topic, bytes) -> bytes);
  }

  private static <T> List<ConsumerRecord<String, T>> read(
      Collection<String> topics, Deserializer<T> values) {
    List<ConsumerRecord<String, T>> records = new ArrayList<>();
    try (KafkaConsumer<String, T> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", pipeline.brokers(),
                "isolation.level", "read_committed",
                "enable.auto.commit", "false"),
            new StringDeserializer(),
            values)) {
      List<TopicPartition> partitions =
          topics.stream().map(topic -> new TopicPartition(topic, 0)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
