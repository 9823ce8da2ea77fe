package org.liveevents.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.IdRules;
import org.liveevents.streams.course.ActivityHour;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.ledger.Books;
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

  private static final String RAW = "canvas.raw";
  static final Duration GRACE = Duration.ofSeconds(30);
  static final Duration SKEW = Duration.ofMinutes(5);
  static final Duration WINDOW = Duration.ofHours(24);
  static final Instant START = Instant.parse("2026-09-01T08:00:00Z");

  private static final String CHANGELOG = "-changelog";

  /** Of this process: another build on the same machine has its own. */
  private static final Path STATE = stateDirectory();

  private final SurvivingStores stores = new SurvivingStores();
  private final FakeRawTopic topic = new FakeRawTopic();
  private final List<Out> outs = new ArrayList<>();
  private final SteppedProgress progress = new SteppedProgress();
  private final DriftLog drift =
      new DriftLog(InstantSource.fixed(START), new SimpleMeterRegistry());
  private final Framing framing;
  private EngineSettings settings;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> raw;

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
    this(settings(WINDOW, GRACE, SKEW, validation));
  }

  PipelineDriver(EngineSettings settings) {
    this(settings, Framing.NONE);
  }

  PipelineDriver(EngineSettings settings, Framing framing) {
    this.settings = settings;
    this.framing = framing;
    this.driver = start(START);
    this.raw = input();
  }

  /** Those of an installation with room for whatever waits in a test. */
  static EngineSettings settings(
      Duration window, Duration grace, Duration skew, Validation validation) {
    return new EngineSettings(
        new Topics("canvas"),
        IdRules.ofShard(1),
        window,
        grace,
        skew,
        64 * 1024 * 1024,
        validation,
        Duration.ofDays(30),
        Set.copyOf(Views.topics()));
  }

  /** The task goes and comes back here, under another rule for what breaks its schema. */
  void restartWith(Validation validation) {
    settings =
        settings(settings.dedupeWindow(), settings.reorderGrace(), settings.maxSkew(), validation);
    restart(false);
  }

  /**
   * The task goes and comes back, here or elsewhere.
   *
   * @param elsewhere whether all there is of its state is what was logged
   */
  void restart(boolean elsewhere) {
    driver.close();
    if (elsewhere) {
      stores.restoreFromLogs();
    }
    driver = start(START);
    raw = input();
    continueOffsets();
  }

  private TopologyTestDriver start(Instant wallClock) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, STATE.toString());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return new TopologyTestDriver(
        new LiveEventsTopology(settings, progress, topic, drift, framing, stores).build(),
        properties,
        wallClock);
  }

  private static Path stateDirectory() {
    try {
      Path made = Files.createTempDirectory("pipeline-driver");
      made.toFile().deleteOnExit(); // a driver that is closed leaves nothing in it
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestInputTopic<byte[], byte[]> input() {
    return driver.createInputTopic(RAW, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A test driver counts from zero; a partition doesn't. */
  private void continueOffsets() {
    try {
      Field offsets = TopologyTestDriver.class.getDeclaredField("offsetsByTopicOrPatternPartition");
      offsets.setAccessible(true);
      ((Map<?, ?>) offsets.get(driver))
          .forEach(
              (partition, next) -> {
                if (((TopicPartition) partition).topic().equals(RAW)) {
                  ((AtomicLong) next).set(topic.size());
                }
              });
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends one raw record; its key plays no role in one partition. */
  void receive(String json, Instant arrival) {
    receive(json.getBytes(UTF_8), arrival, Map.of("source", "sqs"));
  }

  void receive(byte @Nullable [] value, Instant arrival, Map<String, String> headers) {
    RecordHeaders recordHeaders = new RecordHeaders();
    headers.forEach((key, text) -> recordHeaders.add(key, text.getBytes(UTF_8)));
    byte[] key = "key".getBytes(UTF_8);
    ConsumerRecord<byte[], byte[]> again =
        new ConsumerRecord<>(
            RAW,
            0,
            topic.size(),
            arrival.toEpochMilli(),
            TimestampType.CREATE_TIME,
            key.length,
            value == null ? -1 : value.length,
            key,
            value,
            new RecordHeaders(recordHeaders),
            Optional.empty());
    raw.pipeInput(new TestRecord<>(key, value, recordHeaders, arrival));
    topic.add(again);
    collect();
  }

  /** A person is to be forgotten; the instances know, and haven't done anything yet. */
  void wish(String person) {
    driver
        .createInputTopic("canvas.forget", new StringSerializer(), new ByteArraySerializer())
        .pipeInput(person, "{}".getBytes(UTF_8));
  }

  /** A person is to be forgotten, and is. */
  void forget(String person) {
    wish(person);
    waitUnread(Duration.ofSeconds(2));
  }

  /** Whether any store of the views, or of their versions, names that person. */
  boolean remembers(String person) {
    Pattern name = Pattern.compile(Pattern.quote(person) + "(?!\\d)");
    List<String> texts = new ArrayList<>();
    KeyValueStore<String, byte[]> views = driver.getKeyValueStore(Views.STORE);
    WindowStore<String, byte[]> versions = driver.getWindowStore(Views.VERSIONS_STORE);
    try (KeyValueIterator<String, byte[]> all = views.all()) {
      all.forEachRemaining(entry -> texts.add(entry.key + new String(entry.value, UTF_8)));
    }
    try (KeyValueIterator<Windowed<String>, byte[]> all = versions.all()) {
      all.forEachRemaining(entry -> texts.add(entry.key.key() + new String(entry.value, UTF_8)));
    }
    return texts.stream()
        .filter(text -> !text.startsWith("forgotten|"))
        .anyMatch(text -> name.matcher(text).find());
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

  /** The ledger as of now: a second later, with nothing known of the partition's end. */
  Map<String, LedgerLine> ledger() {
    return books().map(Books::lines).orElse(Map.of());
  }

  /** The raw offset up to which the ledger accounts for everything. */
  long nextRawOffset() {
    return books().orElseThrow().next();
  }

  private Optional<Books> books() {
    waitUnread(Duration.ofSeconds(1));
    KeyValueStore<String, byte[]> store = driver.getKeyValueStore(Names.LEDGER_STORE);
    return Optional.ofNullable(store.get(Books.KEY)).map(Books::fromBytes);
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
    WindowStore<String, byte[]> versions = driver.getWindowStore(Views.VERSIONS_STORE);
    Map<String, ObjectNode> values = new TreeMap<>();
    each(
        view.store(),
        (key, value) ->
            view.showAsOf(
                    key,
                    value,
                    at.toEpochMilli(),
                    place -> firstEndedAfter(versions, place, at.toEpochMilli()))
                .ifPresent(shown -> values.put(key, shown)));
    return values;
  }

  private static Optional<byte[]> firstEndedAfter(
      WindowStore<String, byte[]> versions, String place, long at) {
    try (WindowStoreIterator<byte[]> ended = versions.fetch(place, at + 1, Long.MAX_VALUE)) {
      return ended.hasNext() ? Optional.of(ended.next().value) : Optional.empty();
    }
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
  }

  private void collect() {
    for (String topic : driver.producedTopicNames()) {
      if (topic.endsWith(CHANGELOG)) {
        log(topic);
      } else if (topic.startsWith("canvas.")) {
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

  private void log(String changelog) {
    String store = changelog.substring("test-".length(), changelog.length() - CHANGELOG.length());
    driver
        .createOutputTopic(changelog, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList()
        .forEach(record -> stores.log(store, record.key(), record.value()));
  }
}
