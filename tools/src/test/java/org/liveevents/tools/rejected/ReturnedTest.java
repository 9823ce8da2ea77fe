package org.liveevents.tools.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liveevents.event.Payload;

class ReturnedTest {

  private final Returned returned = new Returned("canvas.rejected", Map.of(0, 100L, 1, 0L));

  @Test
  void aRecordWhoseCopyCameBackIsKnown() {
    returned.add(record("replay", "canvas.rejected/0:105"));
    assertThat(returned.contains(new Place(0, 105))).isTrue();
    assertThat(returned.contains(new Place(0, 106))).isFalse();
    assertThat(returned.contains(new Place(1, 105))).isFalse();
  }

  @Test
  void whatSaysItAnotherWayIsNoCopy() {
    returned.add(record("sqs", "canvas.rejected/0:105"));
    returned.add(record("replay", "file.ndjson:105"));
    returned.add(record("replay", "canvas.rejected/0:x"));
    returned.add(record("replay", "canvas.rejected/0:99"));
    returned.add(record("replay", "canvas.rejected/7:105"));
    returned.add(record("replay", "canvas.rejected/1:99999999999999"));
    assertThat(returned.contains(new Place(0, 105))).isFalse();
    assertThat(returned.contains(new Place(0, 99))).isFalse();
  }

  private static RejectedRecord record(String source, String sourceId) {
    return new RejectedRecord(
        new Place(0, 200),
        Instant.EPOCH,
        "not_json",
        "replay",
        source,
        1,
        Optional.of(sourceId),
        Optional.empty(),
        Optional.empty(),
        Payload.of("{"));
  }
}
