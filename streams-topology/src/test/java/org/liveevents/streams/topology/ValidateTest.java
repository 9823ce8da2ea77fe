package org.liveevents.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.streams.course.Grade;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.topology.PipelineDriver.Out;
import org.liveevents.streams.validate.DriftLog;
import org.liveevents.streams.validate.Validation;

/** What becomes of an event that breaks its schema, and of one that says more than it foresees. */
class ValidateTest {

  private static final String VALID = TestEvents.grade(1, 2, 3, "7", START);
  private static final String INVALID = VALID.replace("\"score\":7", "\"score\":\"SECRET\"");

  @Test
  void rejectsByDefaultWithThePlaceAndNeverTheValue() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      // When
      pipeline.receive(INVALID, START);
      pipeline.receive(VALID, START);
      pipeline.idleUntil(START.plusSeconds(60));

      // Then
      Out out = pipeline.outs("canvas.rejected").get(0);
      assertThat(out.text()).isEqualTo(INVALID);
      assertThat(out.headers())
          .containsEntry("stage", "validate")
          .containsEntry("code", "schema_violation")
          .containsEntry("original-offset", "0");
      assertThat(out.headers().get("detail")).contains("/body/score type").doesNotContain("SECRET");
      assertThat(pipeline.typed()).extracting(Out::text).containsExactly(VALID);
      assertThat(pipeline.ledgerTotal()).isEqualTo(new LedgerLine(2, 1, 0, 1, 0, 0, 0));
    }
  }

  @Test
  void aFlaggedEventIsForwardedMarkedAndInNoView() {
    try (PipelineDriver pipeline = new PipelineDriver(Validation.FLAG)) {
      // When
      pipeline.receive(INVALID, START);
      pipeline.receive(INVALID, START);
      pipeline.idleUntil(START.plusSeconds(60));

      // Then
      assertThat(pipeline.typed()).hasSize(1);
      assertThat(pipeline.typed().get(0).headers().get("ce_invalid")).contains("/body/score type");
      assertThat(pipeline.view("latest-grade", Grade.class)).isEmpty();
      assertThat(pipeline.outs("canvas.rejected")).isEmpty();
      assertThat(pipeline.ledgerTotal()).isEqualTo(new LedgerLine(2, 1, 1, 0, 0, 0, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFlaggedEventThatWaitsIsStillMarkedAfterTheTaskCameBack(boolean elsewhere) {
    try (PipelineDriver pipeline = new PipelineDriver(Validation.FLAG)) {
      // When
      pipeline.receive(VALID, START);
      pipeline.receive(INVALID, START);
      pipeline.restart(elsewhere);
      pipeline.receive(INVALID, START);
      pipeline.idleUntil(START.plusSeconds(60));

      // Then
      assertThat(pipeline.typed())
          .extracting(Out::text, out -> out.headers().getOrDefault("ce_invalid", ""))
          .satisfiesExactlyInAnyOrder(
              valid -> assertThat(valid.toList()).containsExactly(VALID, ""),
              invalid ->
                  assertThat(invalid.toList().get(1).toString()).contains("/body/score type"));
      assertThat(pipeline.ledgerTotal()).isEqualTo(new LedgerLine(3, 2, 1, 0, 0, 0, 0));
    }
  }

  @Test
  void whatWasRefusedStaysRefusedUnderRulesThatCameLater() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      // Given: something waits, so that the refused record is read again
      pipeline.receive(VALID, START);
      pipeline.receive(INVALID, START);

      // When
      pipeline.restartWith(Validation.OFF);
      pipeline.idleUntil(START.plusSeconds(60));

      // Then
      assertThat(pipeline.typed()).extracting(Out::text).containsExactly(VALID);
      assertThat(pipeline.outs("canvas.rejected")).hasSize(1);
      assertThat(pipeline.ledgerTotal()).isEqualTo(new LedgerLine(2, 1, 0, 1, 0, 0, 0));
    }
  }

  @Test
  void whatWaitsIsNotJudgedByRulesThatCameLater() {
    try (PipelineDriver pipeline = new PipelineDriver(Validation.OFF)) {
      // Given
      pipeline.receive(INVALID, START);

      // When
      pipeline.restartWith(Validation.REJECT);
      pipeline.idleUntil(START.plusSeconds(60));

      // Then
      assertThat(pipeline.typed()).extracting(Out::text).containsExactly(INVALID);
      assertThat(pipeline.typed().get(0).headers()).doesNotContainKey("ce_invalid");
      assertThat(pipeline.outs("canvas.rejected")).isEmpty();
      assertThat(pipeline.ledgerTotal()).isEqualTo(new LedgerLine(1, 1, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void switchedOffNobodyLooks() {
    try (PipelineDriver pipeline = new PipelineDriver(Validation.OFF)) {
      // When
      pipeline.receive(INVALID, START);
      pipeline.idleUntil(START.plusSeconds(60));

      // Then
      assertThat(pipeline.typed()).hasSize(1);
      assertThat(pipeline.typed().get(0).headers()).doesNotContainKey("ce_invalid");
      assertThat(pipeline.drift()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aValidEventPassesUnmarked(Validation validation) {
    try (PipelineDriver pipeline = new PipelineDriver(validation)) {
      // When
      pipeline.receive(VALID, START);
      pipeline.idleUntil(START.plusSeconds(60));

      // Then
      assertThat(pipeline.typed()).extracting(Out::text).containsExactly(VALID);
      assertThat(pipeline.typed().get(0).headers()).doesNotContainKey("ce_invalid");
      assertThat(pipeline.view("latest-grade", Grade.class)).hasSize(1);
    }
  }

  @Test
  void driftIsCountedAndForwarded() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      // When
      pipeline.receive(VALID.replace("\"body\":{", "\"body\":{\"mood\":\"SECRET\","), START);
      pipeline.receive(VALID.replace("grade_change", "coffee_spilt"), START);
      pipeline.idleUntil(START.plusSeconds(60));

      // Then
      assertThat(pipeline.typed()).hasSize(2);
      assertThat(pipeline.drift())
          .containsExactlyInAnyOrder(
              new DriftLog.Line("canvas", "grade_change", "unknown_field", "/body/mood", 1),
              new DriftLog.Line("canvas", "coffee_spilt", "unknown_event", "", 1));
    }
  }
}
