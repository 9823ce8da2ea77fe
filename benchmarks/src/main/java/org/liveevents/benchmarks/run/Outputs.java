package org.liveevents.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.liveevents.benchmarks.run.Truth.Latest;
import org.liveevents.benchmarks.run.Truth.Sum;
import org.liveevents.event.EventName;
import org.liveevents.topic.CloudEventHeaders;

/**
 * What a read_committed consumer finds in the outputs, all of it, and where that is not the truth.
 */
final class Outputs {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String prefix;
  private final Map<String, Sum> sums = new TreeMap<>();
  private final Map<String, JsonNode> states = new HashMap<>();
  private final Map<String, Long> lastTimes = new HashMap<>();
  private long disordered;
  private long late;

  private Outputs(String prefix) {
    this.prefix = prefix + ".";
  }

  /** Reads those topics to their ends. */
  static Outputs read(String bootstrap, String prefix, Collection<String> topics) {
    Outputs outputs = new Outputs(prefix);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : topics) {
        consumer
            .partitionsFor(topic)
            .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      }
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      ends.values().removeIf(end -> end == 0);
      while (!ends.isEmpty()) {
        consumer.poll(Duration.ofMillis(200)).forEach(outputs::take);
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
    }
    return outputs;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    String topic = record.topic().substring(prefix.length());
    if (topic.startsWith("state.")) {
      String store = topic.substring("state.".length());
      states.put(store + " " + new String(record.key(), UTF_8), parsed(record.value()));
      return;
    }
    sums.put(topic, sums.getOrDefault(topic, Sum.NONE).plus(record.value()));
    if (record.key() != null && (topic.startsWith("events.") || topic.startsWith("caliper."))) {
      order(topic, record);
    }
  }

  /** Within one topic and scope, event times never go back. */
  private void order(String topic, ConsumerRecord<byte[], byte[]> record) {
    Header marked = record.headers().lastHeader(CloudEventHeaders.LATE);
    if (marked != null) {
      late++;
      return;
    }
    Header stamped = record.headers().lastHeader(CloudEventHeaders.TIME);
    long time =
        stamped == null
            ? record.timestamp()
            : Instant.parse(new String(stamped.value(), UTF_8)).toEpochMilli();
    Long before = lastTimes.put(topic + " " + new String(record.key(), UTF_8), time);
    if (before != null && before > time) {
      disordered++;
    }
  }

  private static JsonNode parsed(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Events in typed topics and rejected records. */
  long count() {
    return sums.values().stream().mapToLong(Sum::count).sum();
  }

  /** What differs from the truth; empty if nothing does. */
  List<String> differences(Truth truth, Competitor.Makes makes) {
    List<String> differences = new ArrayList<>();
    switch (makes) {
      case COPIES -> {
        Sum all = sums.values().stream().reduce(Sum.NONE, Sum::plus);
        compare("all records", truth.raw(), all, differences);
      }
      case EVENTS -> events(truth, false, differences);
      case PIPELINE, PIPELINE_WITHOUT_CALIPER_NAMES -> {
        events(truth, makes == Competitor.Makes.PIPELINE_WITHOUT_CALIPER_NAMES, differences);
        if (disordered > 0 || late > 0) {
          differences.add(disordered + " out of order, " + late + " late");
        }
        truth.latest().forEach((key, latest) -> compare(key, latest, differences));
      }
    }
    return differences;
  }

  private void events(Truth truth, boolean anonymousCaliper, List<String> differences) {
    Map<String, Sum> expected = new TreeMap<>();
    truth
        .typed()
        .forEach(
            (topic, sum) ->
                expected.merge(
                    anonymousCaliper && topic.startsWith("caliper.")
                        ? "caliper." + EventName.UNRECOGNIZED
                        : topic,
                    sum,
                    Sum::plus));
    expected.put("rejected", truth.rejected());
    Map<String, Sum> all = new TreeMap<>(expected);
    sums.forEach((topic, sum) -> all.putIfAbsent(topic, Sum.NONE));
    all.forEach(
        (topic, sum) -> compare(topic, sum, sums.getOrDefault(topic, Sum.NONE), differences));
  }

  private static void compare(String what, Sum expected, Sum found, List<String> differences) {
    if (!expected.equals(found)) {
      differences.add(
          what
              + ": "
              + found.count()
              + " where "
              + expected.count()
              + " are right"
              + (expected.count() == found.count() ? ", payloads differ" : ""));
    }
  }

  private void compare(String key, Latest latest, List<String> differences) {
    JsonNode state = states.get(key);
    String field = key.startsWith("latest-grade") ? "score" : "requirement_completed_count";
    if (state == null
        || Instant.parse(state.path("event_time").asText()).toEpochMilli() != latest.time()
        || latest.values().stream()
            .noneMatch(
                value -> new BigDecimal(value).compareTo(state.path(field).decimalValue()) == 0)) {
      differences.add(key + ": not the latest");
    }
  }
}
