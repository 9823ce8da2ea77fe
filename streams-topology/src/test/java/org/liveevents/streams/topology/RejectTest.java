package org.liveevents.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.topology.PipelineDriver.Out;

/**
 * What raw topics filled by others may hold: nothing of it stops the pipeline, all of it is kept.
 */
class RejectTest {

  private final PipelineDriver pipeline = new PipelineDriver();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~ ~                                                                            | empty
          hello                                                                          | not_json
          [1,2]                                                                          | not_an_event
          {"metadata":{"event_time":"2026-09-01T08:00:00Z"},"body":{}}                   | no_event_name
          {"metadata":{"event_name":"grade_change"},"body":{}}                           | no_event_time
          {"metadata":{"event_name":"grade_change","event_time":"soon"},"body":{}}       | bad_event_time
          {"data":[{"id":"urn:instructure:canvas:user:1","type":"Person"}]}              | caliper_not_an_event
          """)
  void keepsTheOriginalBytesAndSaysWhy(String bytes, String code) {
    // When
    pipeline.receive(bytes.getBytes(UTF_8), START, Map.of("source", "sqs", "source-id", "m-1"));
    pipeline.receive(TestEvents.read(1, 1, START), START);
    pipeline.idleUntil(START.plusSeconds(60));

    // Then
    Out out = pipeline.outs("canvas.rejected").get(0);
    assertThat(out.text()).isEqualTo(bytes);
    assertThat(out.key()).isEqualTo("key");
    assertThat(out.headers())
        .containsEntry("code", code)
        .containsEntry("stage", "decode")
        .containsEntry("original-topic", "canvas.raw")
        .containsEntry("original-partition", "0")
        .containsEntry("original-offset", "0")
        .containsEntry("replay-count", "0")
        .containsEntry("source", "sqs")
        .containsEntry("source-id", "m-1")
        .containsKey("detail");
    assertThat(pipeline.typed()).hasSize(1);
    assertThat(pipeline.ledgerTotal()).isEqualTo(new LedgerLine(2, 1, 0, 1, 0, 0, 0));
  }

  @Test
  void countsARejectedRecordUnderItsNameIfItWasRead() {
    // When
    pipeline.receive("{\"metadata\":{\"event_name\":\"grade_change\"},\"body\":{}}", START);
    pipeline.receive("?", START);

    // Then
    assertThat(pipeline.ledger()).containsOnlyKeys("unread/grade_change", "unread/none");
  }

  @Test
  void refusesARecordWhoseHeadersWouldNotFitTheTypedTopic() {
    // When
    pipeline.receive(
        TestEvents.read(1, 1, START).getBytes(UTF_8), START, Map.of("source", "x".repeat(200_000)));

    // Then
    assertThat(pipeline.outs("canvas.rejected").get(0).headers())
        .containsEntry("code", "record_too_large")
        .containsEntry("stage", "write");
  }

  @ParameterizedTest
  @CsvSource({"x, 100000", "\u20ac, 33000"})
  void refusesAnEventWhoseScopeWouldNotFitTheTypedTopic(String letter, int letters) {
    // Given: an id is kept as text when it is no number, however long
    String event =
        TestEvents.read(1, 1, START)
            .replace("10420000000000001\",\"root", letter.repeat(letters) + "\",\"root");

    // When
    pipeline.receive(event, START);

    // Then
    assertThat(pipeline.outs("canvas.rejected").get(0).headers())
        .containsEntry("code", "record_too_large");
  }

  @Test
  void survivesATombstone() {
    // When
    pipeline.receive((byte[]) null, START, Map.of());

    // Then
    assertThat(pipeline.outs("canvas.rejected").get(0).headers()).containsEntry("code", "empty");
  }
}
