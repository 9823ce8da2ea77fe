package org.liveevents.benchmarks.competitor;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.liveevents.topic.Topics;

/** The roof: every record to one topic, exactly once, looked at by nobody. */
final class Copy {

  private final Topics topics;

  Copy(Topics topics) {
    this.topics = topics;
  }

  Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(topics.raw(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .to(topics.prefix() + ".copy", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return builder.build();
  }
}
