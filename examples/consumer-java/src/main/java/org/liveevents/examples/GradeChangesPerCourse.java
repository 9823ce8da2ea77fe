package org.liveevents.examples;

import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.liveevents.events.canvas.GradeChange;
import org.liveevents.serde.LiveEventSerdes;

/**
 * A Kafka Streams consumer: counts changed scores per scope, that is per course, into a topic of
 * its own. Values come as records of the {@code schemas} jar, with and without a schema registry.
 * The key is the scope already, so nothing is repartitioned; Kafka Streams reads committed records
 * alone when it promises exactly-once.
 *
 * <pre>GradeChangesPerCourse localhost:9092</pre>
 */
public final class GradeChangesPerCourse {

  static final String FROM = "canvas.events.grade_change";
  static final String TO = "grade-changes-per-course";

  private GradeChangesPerCourse() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) {
    KafkaStreams streams = new KafkaStreams(topology(), settings(args[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close, "stopping"));
    streams.start();
  }

  static Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    Serde<GradeChange> grades = LiveEventSerdes.gradeChange();
    builder.stream(FROM, Consumed.with(Serdes.String(), grades).withName("grades"))
        .filter((scope, change) -> isNewScore(change), Named.as("new-scores"))
        .groupByKey(Grouped.with("by-course", Serdes.String(), grades))
        .count(
            Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("grade-changes")
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long()))
        .toStream()
        .to(TO, Produced.with(Serdes.String(), Serdes.Long()).withName("counts"));
    return builder.build();
  }

  /** Canvas also says "grade changed" when only the assignment's points did: the score stays. */
  private static boolean isNewScore(GradeChange change) {
    GradeChange.Body body = change.body();
    if (body == null || body.score() == null) {
      return false;
    }
    return body.oldScore() == null || body.score().compareTo(body.oldScore()) != 0;
  }

  private static Properties settings(String brokers) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "grade-changes-per-course");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return settings;
  }
}
