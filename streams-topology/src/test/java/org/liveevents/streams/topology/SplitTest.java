package org.liveevents.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.streams.topology.PipelineDriver.Out;

/** What typed topics carry: the bytes as they came, under the scope, with CloudEvents headers. */
class SplitTest {

  private final PipelineDriver pipeline = new PipelineDriver();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void writesTheBytesAsTheyCameWithCloudEventsHeaders() {
    // Given
    String event = "  " + TestEvents.grade(731, 311, 2001, "8.50", START) + "\n";

    // When
    pipeline.receive(
        event.getBytes(UTF_8),
        START.plusSeconds(1),
        Map.of("source", "webhook", "received-at", "2026-09-01T08:00:01Z", "source-id", "x"));
    pipeline.idleUntil(START.plusSeconds(60));

    // Then
    Out out = pipeline.outs("canvas.events.grade_change").get(0);
    assertThat(out.text()).isEqualTo(event);
    assertThat(out.key()).isEqualTo("course:1042~731");
    assertThat(out.timestamp()).isEqualTo(START.toEpochMilli());
    assertThat(out.headers())
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_source", "https://1042~1")
        .containsEntry("ce_type", "com.instructure.canvas.grade_change")
        .containsEntry("ce_time", "2026-09-01T08:00:00.000Z")
        .containsEntry("ce_subject", "course:1042~731")
        .containsEntry("source", "webhook")
        .containsEntry("received-at", "2026-09-01T08:00:01Z")
        .doesNotContainKeys("ce_late", "ce_future", "ce_invalid", "source-id");
    assertThat(out.headers().get("ce_id")).matches("[0-9a-f]{32}");
  }

  @Test
  void sendsNamesTheCatalogueDoesNotKnowToOneTopic() {
    // When
    pipeline.receive(named("brand_new_event"), START);
    pipeline.receive(named("../../etc/passwd " + "x".repeat(100_000)), START);
    pipeline.idleUntil(START.plusSeconds(60));

    // Then
    assertThat(pipeline.outs("canvas.events.unrecognized"))
        .extracting(out -> out.headers().get("ce_type"))
        .containsExactlyInAnyOrder(
            "com.instructure.canvas.brand_new_event", "com.instructure.canvas.unrecognized");
    assertThat(pipeline.ledger()).containsOnlyKeys("canvas/unrecognized");
  }

  @Test
  void neverStampsARecordBeforeTheEpochOrAfterItsArrival() {
    // When
    pipeline.receive(TestEvents.read(1, 1, Instant.parse("1969-12-31T23:00:00Z")), START);
    pipeline.receive(TestEvents.read(1, 2, START.plusSeconds(100)), START.plusSeconds(1));
    pipeline.idleUntil(START.plusSeconds(600));

    // Then
    assertThat(pipeline.typed())
        .extracting(Out::timestamp)
        .containsExactly(0L, START.plusSeconds(1).toEpochMilli());
  }

  private static String named(String name) {
    return "{\"metadata\":{\"event_name\":\"%s\",\"event_time\":\"%s\"},\"body\":{}}"
        .formatted(name, START);
  }
}
