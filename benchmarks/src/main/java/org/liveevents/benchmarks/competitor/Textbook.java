package org.liveevents.benchmarks.competitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.liveevents.event.CanvasId;
import org.liveevents.event.EventName;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.schema.EventSchema;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.topic.Topics;

/**
 * The same by the book: a tree per event, a validator of JSON Schema, a window store of ids against
 * duplicates, a key-value store ordered by time for the reordering, tables for the views. What one
 * writes who knows Kafka Streams well and measures nothing.
 */
final class Textbook {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEEN = "seen";
  private static final String WAITING = "waiting";

  /** How long events wait, and how long they are remembered. */
  record Times(Duration grace, Duration window) {

    static Times of(String grace, String window) {
      return new Times(duration(grace), duration(window));
    }

    private static Duration duration(String text) {
      String amount = text.toUpperCase(Locale.ROOT);
      return Duration.parse(amount.endsWith("D") ? "P" + amount : "PT" + amount);
    }
  }

  /** An event as a tree, beside its bytes; a missing tree where they are none. */
  private record Event(JsonNode tree, Payload payload, boolean caliper, String name, Instant time) {

    static Event read(byte[] bytes) {
      try {
        JsonNode tree = JSON.readTree(bytes);
        JsonNode name = tree.at("/metadata/event_name");
        boolean caliper = name.isMissingNode();
        String time = tree.at(caliper ? "/data/0/eventTime" : "/metadata/event_time").asText();
        return new Event(
            tree,
            Payload.of(bytes),
            caliper,
            caliper ? EventName.UNRECOGNIZED : name.asText(),
            Instant.parse(time));
      } catch (IOException | DateTimeException e) {
        return new Event(
            MissingNode.getInstance(), Payload.of(bytes), false, EventName.NONE, Instant.EPOCH);
      }
    }

    byte[] bytes() {
      return payload.bytes();
    }

    boolean readable() {
      return !tree.isMissingNode();
    }
  }

  private final Topics topics;
  private final Times times;
  private final Map<String, JsonSchema> schemas = new HashMap<>();

  Textbook(Topics topics, Times times) {
    this.topics = topics;
    this.times = times;
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    for (EventSchema schema : SchemaCatalogue.bundled().all()) {
      if (schema.format() == PayloadFormat.CANVAS) {
        schemas.put(schema.event().text(), factory.getSchema(schema.plain()));
      }
    }
  }

  Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(SEEN, times.window(), Duration.ofMinutes(1), false),
            Serdes.String(),
            Serdes.Long()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(WAITING), Serdes.String(), Serdes.ByteArray()));

    KStream<String, Event> events =
        builder.stream(topics.raw(), Consumed.with(Serdes.String(), Serdes.ByteArray()))
            .mapValues(Event::read);
    events
        .filterNot((scope, event) -> isValid(event))
        .mapValues(Event::bytes)
        .to(topics.rejected(), Produced.with(Serdes.String(), Serdes.ByteArray()));
    KStream<String, Event> unique =
        events
            .filter((scope, event) -> isValid(event))
            .process(() -> new Dedupe(times.window()), SEEN);
    view(unique, "latest-grade", Textbook::grade);
    view(unique, "course-progress", Textbook::progress);
    unique
        .process(() -> new Reorder(times.grace()), WAITING)
        .to(
            (scope, event, context) -> topic(event),
            Produced.with(Serdes.String(), new EventSerde()));
    return builder.build();
  }

  private boolean isValid(Event event) {
    if (!event.readable()) {
      return false;
    }
    JsonSchema schema = event.caliper() ? null : schemas.get(event.name());
    return schema == null || schema.validate(event.tree()).isEmpty();
  }

  private String topic(Event event) {
    return topics.typed(
        event.caliper() ? PayloadFormat.CALIPER : PayloadFormat.CANVAS, event.name());
  }

  /** A table of the last by event time; the key changes, so the book has it repartitioned. */
  private void view(
      KStream<String, Event> unique, String store, Function<Event, Optional<ObjectNode>> fold) {
    KStream<String, String> entries =
        unique.flatMap(
            (scope, event) ->
                fold.apply(event).stream()
                    .map(value -> KeyValue.pair(value.get("key").asText(), value.toString()))
                    .toList());
    entries
        .groupByKey(Grouped.with(store, Serdes.String(), Serdes.String()))
        .reduce(
            (known, said) -> time(said).compareTo(time(known)) < 0 ? known : said,
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as(store)
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.String()))
        .toStream()
        .to(topics.state(store), Produced.with(Serdes.String(), Serdes.String()));
  }

  private static String time(String value) {
    try {
      return JSON.readTree(value).get("event_time").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ObjectNode> grade(Event event) {
    if (event.caliper() || !event.name().equals("grade_change")) {
      return Optional.empty();
    }
    JsonNode body = event.tree().get("body");
    String key =
        canonical(event.tree().at("/metadata/context_id"))
            + "/"
            + canonical(body.get("assignment_id"))
            + "/"
            + canonical(body.get("student_id"));
    return Optional.of(value(event, key).set("score", body.get("score")));
  }

  private static Optional<ObjectNode> progress(Event event) {
    if (event.caliper()
        || !(event.name().equals("course_progress") || event.name().equals("course_completed"))) {
      return Optional.empty();
    }
    JsonNode body = event.tree().get("body");
    String key = canonical(body.at("/course/id")) + "/" + canonical(body.at("/user/id"));
    return Optional.of(
        value(event, key)
            .set("requirement_completed_count", body.at("/progress/requirement_completed_count")));
  }

  private static ObjectNode value(Event event, String key) {
    return JSON.createObjectNode()
        .put("key", key)
        .put("event_time", event.tree().at("/metadata/event_time").asText());
  }

  private static String canonical(JsonNode id) {
    long number = id.asLong();
    long size = CanvasId.SHARD_SIZE;
    return number >= size ? number / size + "~" + number % size : "1042~" + number;
  }

  /** Lets through what the window has not seen. */
  private static final class Dedupe extends ContextualProcessor<String, Event, String, Event> {

    private final Duration window;
    private WindowStore<String, Long> seen;

    @SuppressWarnings("NullAway.Init") // the store comes with init
    Dedupe(Duration window) {
      this.window = window;
    }

    @Override
    public void init(ProcessorContext<String, Event> context) {
      super.init(context);
      seen = context.getStateStore(SEEN);
    }

    @Override
    public void process(Record<String, Event> record) {
      String id = UUID.nameUUIDFromBytes(record.value().bytes()).toString();
      long time = record.timestamp();
      boolean known;
      try (WindowStoreIterator<Long> before =
          seen.fetch(id, time - window.toMillis(), time + window.toMillis())) {
        known = before.hasNext();
      }
      if (!known) {
        seen.put(id, time, time);
        context().forward(record);
      }
    }
  }

  /** Holds events in order of time until stream time is a grace past them. */
  private static final class Reorder extends ContextualProcessor<String, Event, String, Event> {

    private final Duration grace;
    private KeyValueStore<String, byte[]> waiting;
    private long arrivedAt;
    private long count;

    @SuppressWarnings("NullAway.Init") // the store comes with init
    Reorder(Duration grace) {
      this.grace = grace;
    }

    @Override
    public void init(ProcessorContext<String, Event> context) {
      super.init(context);
      waiting = context.getStateStore(WAITING);
      arrivedAt = context.currentSystemTimeMs();
      Duration second = Duration.ofSeconds(1);
      context.schedule(second, PunctuationType.STREAM_TIME, now -> release(now - grace.toMillis()));
      context.schedule(
          second,
          PunctuationType.WALL_CLOCK_TIME,
          now -> {
            if (now - arrivedAt > grace.toMillis()) {
              release(Long.MAX_VALUE);
            }
          });
    }

    @Override
    public void process(Record<String, Event> record) {
      Event event = record.value();
      arrivedAt = context().currentSystemTimeMs();
      String key =
          String.format(
              Locale.ROOT, "%019d/%d/%s", event.time().toEpochMilli(), count++, record.key());
      waiting.put(key, event.bytes());
    }

    private void release(long until) {
      List<String> gone = new ArrayList<>();
      String last = String.format(Locale.ROOT, "%019d0", Math.max(0, until));
      try (KeyValueIterator<String, byte[]> ripe = waiting.range("0", last)) {
        while (ripe.hasNext()) {
          KeyValue<String, byte[]> next = ripe.next();
          Event event = Event.read(next.value);
          String scope = next.key.split("/", 3)[2];
          context().forward(new Record<>(scope, event, event.time().toEpochMilli()));
          gone.add(next.key);
        }
      }
      gone.forEach(waiting::delete);
    }
  }

  /** The bytes that came are the bytes that leave. */
  private static final class EventSerde extends Serdes.WrapperSerde<Event> {
    EventSerde() {
      super((topic, event) -> event.bytes(), (topic, bytes) -> Event.read(bytes));
    }
  }
}
