package org.liveevents.benchmarks.competitor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;
import org.liveevents.topic.Topics;

/**
 * The roof for splitting: every record to the topic of its event_name, which is looked for byte by
 * byte; nothing else is read. Records without one, Caliper's and broken ones, share a topic.
 */
final class NameSplit {

  private static final byte[] KEY = "\"event_name\":\"".getBytes(StandardCharsets.US_ASCII);

  private final Topics topics;
  private final Map<Bytes, String> byName = new HashMap<>();
  private final String nameless;

  NameSplit(Topics topics) {
    this.topics = topics;
    this.nameless = topics.typed(PayloadFormat.CALIPER, EventName.UNRECOGNIZED);
    for (KnownEvent known : EventCatalogue.bundled().all()) {
      String name = known.name().text();
      byName.put(
          Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)),
          topics.typed(PayloadFormat.CANVAS, name));
    }
  }

  Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(topics.raw(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .to(
            (key, value, context) -> topic(value),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return builder.build();
  }

  private String topic(byte[] value) {
    int from = after(value);
    int to = from;
    while (from > 0 && to < value.length && value[to] != '"') {
      to++;
    }
    return from < 0
        ? nameless
        : byName.getOrDefault(Bytes.wrap(Arrays.copyOfRange(value, from, to)), nameless);
  }

  /** Where the name begins, or -1. */
  private static int after(byte[] value) {
    for (int i = 0; i + KEY.length < value.length; i++) {
      if (value[i] == '"'
          && value[i + 7] == 'n'
          && Arrays.equals(value, i, i + KEY.length, KEY, 0, KEY.length)) {
        return i + KEY.length;
      }
    }
    return -1;
  }
}
