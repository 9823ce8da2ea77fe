package org.liveevents.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.streams.topology.PipelineDriver.Out;
import org.liveevents.streams.validate.Validation;

/** What stands before values when there is a registry: five bytes, and then the very same value. */
class FramingTest {

  private static final String PREFIX_OF_7 = "\0\0\0\0\7";

  private final RegisteredFraming framing = new RegisteredFraming();
  private final PipelineDriver pipeline =
      new PipelineDriver(
          PipelineDriver.settings(
              PipelineDriver.WINDOW, PipelineDriver.GRACE, PipelineDriver.SKEW, Validation.OFF),
          framing);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void theIdIsBigEndianAfterAZeroByteAndTheValueIsUntouched() {
    // Given
    framing.use(Map.of("a", 0x01020304));

    // When
    byte[] framed = framing.framed("a", " {}\n".getBytes(UTF_8));

    // Then
    assertThat(framed).containsExactly(0, 1, 2, 3, 4, ' ', '{', '}', '\n');
  }

  @Test
  void typedValuesCarryTheIdOfTheirTopicsSchema() {
    // Given
    String event = "  " + TestEvents.grade(731, 311, 2001, "8.50", START) + "\n";
    framing.use(Map.of("canvas.events.grade_change", 7, "canvas.events.asset_accessed", 8));

    // When
    pipeline.receive(event, START);
    pipeline.idleUntil(START.plusSeconds(60));

    // Then
    assertThat(pipeline.outs("canvas.events.grade_change"))
        .extracting(Out::text)
        .containsExactly(PREFIX_OF_7 + event);
  }

  @Test
  void valuesOfTopicsWithoutASchemaArePlain() {
    // Given
    framing.use(Map.of("canvas.events.grade_change", 7));
    String event =
        "{\"metadata\":{\"event_name\":\"brand_new\",\"event_time\":\"%s\"},\"body\":{}}"
            .formatted(START);

    // When
    pipeline.receive(event, START);
    pipeline.receive("no event", START);
    pipeline.idleUntil(START.plusSeconds(60));

    // Then
    assertThat(pipeline.outs("canvas.events.unrecognized"))
        .extracting(Out::text)
        .containsExactly(event);
    assertThat(pipeline.outs("canvas.rejected")).extracting(Out::text).containsExactly("no event");
  }

  @Test
  void stateCarriesTheIdOfItsSchemaToo() {
    // Given
    framing.use(Map.of("canvas.state.latest-grade", 7));

    // When
    pipeline.receive(TestEvents.grade(731, 311, 2001, "8.50", START), START);

    // Then
    assertThat(pipeline.outs("canvas.state.latest-grade"))
        .isNotEmpty()
        .allMatch(out -> out.text().startsWith(PREFIX_OF_7 + "{"));
    assertThat(pipeline.outs("canvas.state.course"))
        .isNotEmpty()
        .allMatch(out -> out.text().startsWith("{"));
  }

  @Test
  void aTombstoneStaysOne() {
    // Given
    framing.use(Map.of("canvas.state.latest-grade", 7));

    // Then
    assertThat(FramedSerde.state(framing).serializer().serialize("canvas.state.latest-grade", null))
        .isNull();
  }

  @Test
  void theLargestRecordThatIsLetThroughHasRoomOnItsTopic() {
    // Given
    framing.use(Map.of("canvas.events.asset_accessed", 7));
    String event = TestEvents.read(731, 1, START);
    String largest = event + " ".repeat(EnvelopeReader.MAX_EVENT_BYTES - event.length());

    // When
    for (int room = 300; room >= 0; room -= 20) {
      pipeline.receive(
          largest.replace("r1", "r" + (100 + room)).strip().getBytes(UTF_8),
          START,
          Map.of("received-at", "x".repeat(192 * 1024 - room)));
    }
    pipeline.receive(
        largest.getBytes(UTF_8), START, Map.of("received-at", "x".repeat(192 * 1024 - 300)));
    pipeline.idleUntil(START.plusSeconds(60));

    // Then
    assertThat(pipeline.outs("canvas.rejected"))
        .isNotEmpty()
        .allMatch(out -> out.headers().get("code").equals("record_too_large"));
    assertThat(pipeline.outs("canvas.events.asset_accessed"))
        .anyMatch(out -> out.text().length() == EnvelopeReader.MAX_EVENT_BYTES + 5)
        .allMatch(out -> recordBytes(out) <= PipelineTopics.MAX_EVENT_RECORD_BYTES);
  }

  private static int recordBytes(Out out) {
    RecordHeaders headers = new RecordHeaders();
    out.headers().forEach((key, text) -> headers.add(key, text.getBytes(UTF_8)));
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        CompressionType.NONE,
        out.key().getBytes(UTF_8),
        out.text().getBytes(UTF_8),
        headers.toArray());
  }
}
