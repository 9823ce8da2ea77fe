package org.liveevents.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.VersionedKeyValueStore;
import org.apache.kafka.streams.state.VersionedRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.liveevents.event.IdRules;
import org.liveevents.streams.course.ActivityHour;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.reorder.RawProgress;
import org.liveevents.streams.validate.DriftLog;
import org.liveevents.streams.validate.Validation;
import org.liveevents.topic.Topics;

/**
 * The whole topology without a broker: raw records in, everything that came out in the order it
 * came.
 */
final class PipelineDriver implements AutoCloseable {

  static final Duration GRACE = Duration.ofSeconds(30);
  static final Duration SKEW = Duration.ofMinutes(5);
  static final Duration WINDOW = Duration.ofHours(24);
  static final Instant START = Instant.parse("2026-09-01T08:00:00Z");

  private final Path directory;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> raw;
  private final List<Out> outs = new ArrayList<>();
  private final SteppedProgress progress = new SteppedProgress();
  private final DriftLog drift =
      new DriftLog(InstantSource.fixed(START), new SimpleMeterRegistry());

  /** One record that came out. */
  record Out(String topic, String key, String text, long timestamp, Map<String, String> headers) {}

  /** Says that the partition is read to its end, at the time set. */
  private static final class SteppedProgress implements RawProgress {
    private Instant complete = Instant.MIN;

    @Override
    public Instant completeUntil(int partition, long nextOffset) {
      return complete;
    }
  }

  PipelineDriver() {
    this(Validation.REJECT);
  }

  PipelineDriver(Validation validation) {
    this(
        new EngineSettings(
            new Topics("canvas"), IdRules.ofShard(1), WINDOW, GRACE, SKEW, validation));
  }

  PipelineDriver(EngineSettings settings) {
    this(settings, Framing.NONE);
  }

  PipelineDriver(EngineSettings settings, Framing framing) {
    try {
      directory = Files.createTempDirectory("pipeline");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver =
        new TopologyTestDriver(
            new LiveEventsTopology(settings, progress, drift, framing).build(), properties, START);
    raw =
        driver.createInputTopic("canvas.raw", new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends one raw record; its key plays no role in one partition. */
  void receive(String json, Instant arrival) {
    receive(json.getBytes(UTF_8), arrival, Map.of("source", "sqs"));
  }

  void receive(byte[] value, Instant arrival, Map<String, String> headers) {
    RecordHeaders recordHeaders = new RecordHeaders();
    headers.forEach((key, text) -> recordHeaders.add(key, text.getBytes(UTF_8)));
    raw.pipeInput(new TestRecord<>("key".getBytes(UTF_8), value, recordHeaders, arrival));
    collect();
  }

  /** Lets the wall clock stand at that time, with nothing left to read. */
  void idleUntil(Instant wallClock) {
    progress.complete = wallClock;
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    progress.complete = Instant.MIN;
    collect();
  }

  /** Lets wall-clock time pass while the broker says nothing of the partition's end. */
  void waitUnread(Duration time) {
    driver.advanceWallClockTime(time);
    collect();
  }

  /** Everything that came out so far, but for internal topics. */
  List<Out> outs() {
    return List.copyOf(outs);
  }

  List<Out> outs(String topic) {
    return outs.stream().filter(out -> out.topic().equals(topic)).toList();
  }

  /** What came out on typed topics. */
  List<Out> typed() {
    return outs.stream()
        .filter(
            out ->
                out.topic().startsWith("canvas.events.")
                    || out.topic().startsWith("canvas.caliper."))
        .toList();
  }

  Map<String, LedgerLine> ledger() {
    Map<String, LedgerLine> lines = new HashMap<>();
    KeyValueStore<String, byte[]> store = driver.getKeyValueStore(Names.LEDGER_STORE);
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      all.forEachRemaining(line -> lines.put(line.key, LedgerLine.fromBytes(line.value)));
    }
    return lines;
  }

  /** What came that no schema foresees. */
  List<DriftLog.Line> drift() {
    return drift.lines();
  }

  LedgerLine ledgerTotal() {
    return ledger().values().stream().reduce(LedgerLine.EMPTY, LedgerLine::plus);
  }

  /** What a view shows, by key. */
  Map<String, ObjectNode> view(View view) {
    Map<String, ObjectNode> values = new TreeMap<>();
    each(
        view.store(),
        (key, value) -> view.show(key, value).ifPresent(shown -> values.put(key, shown)));
    return values;
  }

  /** What a view shows as of then, by key. */
  Map<String, ObjectNode> view(View view, Instant at) {
    VersionedKeyValueStore<String, byte[]> versions =
        driver.getVersionedKeyValueStore(Views.VERSIONS_STORE);
    Map<String, ObjectNode> values = new TreeMap<>();
    each(
        view.store(),
        (key, value) ->
            view.showAsOf(
                    key,
                    value,
                    at.toEpochMilli(),
                    kind ->
                        Optional.ofNullable(versions.get(kind, at.toEpochMilli()))
                            .map(VersionedRecord::value))
                .ifPresent(shown -> values.put(key, shown)));
    return values;
  }

  /** The activity per course and hour, by key. */
  Map<String, ObjectNode> activity() {
    Map<String, ObjectNode> values = new TreeMap<>();
    each(ActivityHour.STORE, (key, value) -> values.put(key, ActivityHour.show(key, value)));
    return values;
  }

  private void each(String store, BiConsumer<String, byte[]> consumer) {
    KeyValueStore<String, byte[]> kept = driver.getKeyValueStore(Views.STORE);
    try (KeyValueIterator<String, byte[]> all =
        kept.range(Views.place(store, ""), Views.beyond(store))) {
      all.forEachRemaining(entry -> consumer.accept(Views.key(entry.key), entry.value));
    }
  }

  /** How many entries a store with binary keys holds. */
  long size(String store) {
    long size = 0;
    try (KeyValueIterator<Object, byte[]> all =
        driver.<Object, byte[]>getKeyValueStore(store).all()) {
      while (all.hasNext()) {
        all.next();
        size++;
      }
    }
    return size;
  }

  @Override
  public void close() {
    driver.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect() {
    for (String topic : driver.producedTopicNames()) {
      if (topic.startsWith("canvas.")) {
        var output =
            driver.createOutputTopic(
                topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        while (!output.isEmpty()) {
          TestRecord<byte[], byte[]> record = output.readRecord();
          Map<String, String> headers = new HashMap<>();
          for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
          }
          outs.add(
              new Out(
                  topic,
                  record.key() == null ? "" : new String(record.key(), UTF_8),
                  record.value() == null ? "" : new String(record.value(), UTF_8),
                  record.timestamp(),
                  headers));
        }
      }
    }
  }
}
