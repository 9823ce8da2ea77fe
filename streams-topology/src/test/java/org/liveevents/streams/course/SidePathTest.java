package org.liveevents.streams.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory: what names an object finds its course, now or later. */
class SidePathTest {

  private static final Instant START = Instant.parse("2026-09-01T08:00:00Z");
  private static final String OBJECT = "enrollment:1042~5";

  private TopologyTestDriver driver;
  private TestInputTopic<String, Hop> in;
  private TestOutputTopic<String, Hop> out;

  @TempDir private Path directory;

  @BeforeEach
  void start() {
    Serializer<Hop> serializer = (topic, hop) -> hop.toBytes();
    Deserializer<Hop> deserializer = (topic, bytes) -> Hop.fromBytes(bytes);
    Topology topology =
        new Topology()
            .addSource("objects", new StringDeserializer(), deserializer, "objects")
            .addProcessor(
                "directory",
                () -> new DirectoryProcessor(new ParkingBounds(3, Duration.ofDays(1))),
                "objects")
            .addStateStore(
                Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(DirectoryProcessor.STORE),
                    Serdes.String(),
                    Serdes.ByteArray()),
                "directory")
            .addSink("courses", "courses", new StringSerializer(), serializer, "directory");
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "side-path");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    driver = new TopologyTestDriver(topology, properties, START);
    in = driver.createInputTopic("objects", new StringSerializer(), serializer);
    out = driver.createOutputTopic("courses", new StringDeserializer(), deserializer);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void sendsWhatNamesAKnownObjectToItsCourseAtOnce() {
    // When
    names(OBJECT, "1042~731", 1);
    wants(OBJECT, "a", START);
    // Then
    TestRecord<String, Hop> sent = out.readRecord();
    assertThat(sent.key()).isEqualTo("course:1042~731");
    assertThat(sent.value().statement()).isEqualTo(statement("a"));
    assertThat(sent.timestamp()).as("moves nobody's clock").isZero();
    assertThat(out.isEmpty()).isTrue();
  }

  @Test
  void keepsWhatNamesAnUnknownObjectUntilItsCourseIsTold() {
    // Given
    wants(OBJECT, "a", START);
    wants(OBJECT, "b", START);
    wants(OBJECT, "b", START);
    wants(OBJECT + "1", "c", START);
    assertThat(out.isEmpty()).isTrue();
    // When
    names(OBJECT, "1042~731", 1);
    names(OBJECT, "1042~731", 2);
    // Then
    assertThat(out.readValuesToList())
        .extracting(Hop::statement)
        .containsExactlyInAnyOrder(statement("a"), statement("b"));
    assertThat(total("parked")).isEqualTo(3);
    assertThat(total("unparked")).isEqualTo(2);
    assertThat(total("dropped")).isZero();
  }

  @Test
  void holdsTheLastWordOnAnObjectsCourse() {
    // When
    names(OBJECT, "1042~732", 5);
    names(OBJECT, "1042~731", 1);
    wants(OBJECT, "a", START);
    // Then
    assertThat(out.readKeyValuesToList())
        .extracting(entry -> entry.key)
        .containsExactly("course:1042~732");
  }

  @Test
  void givesUpTheOneThatWaitedLongestWhenThereAreTooMany() {
    // When
    List.of("a", "b", "c", "d", "e")
        .forEach(id -> wants(OBJECT, id, START.plusSeconds(id.charAt(0))));
    names(OBJECT, "1042~731", 1);
    // Then
    assertThat(out.readValuesToList())
        .extracting(Hop::statement)
        .containsExactlyInAnyOrder(statement("c"), statement("d"), statement("e"));
    assertThat(total("dropped")).isEqualTo(2);
  }

  @Test
  void givesUpWhatWaitedTooLong() {
    // When: a day is over by arrival
    wants(OBJECT, "a", START);
    wants(OBJECT, "b", START.plus(Duration.ofHours(25)));
    driver.advanceWallClockTime(Duration.ofSeconds(10));
    names(OBJECT, "1042~731", 1);
    // Then
    assertThat(out.readValuesToList()).extracting(Hop::statement).containsExactly(statement("b"));
    assertThat(total("dropped")).isEqualTo(1);
  }

  private void names(String object, String course, long time) {
    in.pipeInput(object, Hop.naming(object, course, new Stamp(time, 1, "n"), 0), START);
  }

  private void wants(String object, String id, Instant arrival) {
    in.pipeInput(object, Hop.wanting(object, new Stamp(7, 1, id), 7, statement(id)), arrival);
  }

  private static Statement statement(String id) {
    return new Statement(
        "enrollment", "0", List.of("1042~5"), Facts.of(new Stamp(7, 1, id), Map.of("state", id)));
  }

  private double total(String what) {
    return driver.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(what + "-total"))
        .mapToDouble(metric -> (double) metric.metricValue())
        .sum();
  }
}
