package org.liveevents.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.liveevents.topic.WireFormat;

class ExamplesTest {

  private static final byte[] PLAIN =
      "{\"metadata\":{},\"body\":{\"grade\":\"A\",\"score\":4}}".getBytes(UTF_8);
  private static final byte[] SAME_SCORE =
      "{\"metadata\":{},\"body\":{\"grade\":\"A\",\"score\":4,\"old_score\":4.0}}".getBytes(UTF_8);
  private static final byte[] FRAMED = WireFormat.framed(WireFormat.prefix(7), PLAIN);

  @Test
  void aPlainConsumerReadsValuesWithAndWithoutARegistry() throws IOException {
    for (byte[] value : new byte[][] {PLAIN, FRAMED}) {
      // Given
      ConsumerRecord<String, byte[]> record =
          new ConsumerRecord<>(GradeChangesPerCourse.FROM, 0, 0, "course:2107~565", value);
      record.headers().add("ce_time", "2026-09-01T08:00:00.000Z".getBytes(UTF_8));

      // Then
      assertThat(PrintEvents.line(record))
          .isEqualTo("2026-09-01T08:00:00.000Z - course:2107~565 grade score");
    }
  }

  @Test
  void aStreamsConsumerCountsChangedScoresPerCourse() {
    try (TopologyTestDriver driver = new TopologyTestDriver(GradeChangesPerCourse.topology())) {
      // Given
      var grades =
          driver.createInputTopic(
              GradeChangesPerCourse.FROM, new StringSerializer(), new ByteArraySerializer());
      var counts =
          driver.createOutputTopic(
              GradeChangesPerCourse.TO, new StringDeserializer(), new LongDeserializer());

      // When
      grades.pipeInput("course:1~1", FRAMED);
      grades.pipeInput("course:1~2", FRAMED);
      grades.pipeInput("course:1~1", PLAIN);
      grades.pipeInput("course:1~1", SAME_SCORE);

      // Then
      assertThat(counts.readKeyValuesToMap()).isEqualTo(Map.of("course:1~1", 2L, "course:1~2", 1L));
    }
  }
}
