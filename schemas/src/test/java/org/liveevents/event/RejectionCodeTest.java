package org.liveevents.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RejectionCodeTest {

  @Test
  void theCodesOfTheContractStayAsTheyAre() {
    assertThat(Arrays.stream(RejectionCode.values()).map(RejectionCode::code))
        .containsExactlyInAnyOrder(
            "empty",
            "too_large",
            "not_utf8",
            "not_json",
            "too_deep",
            "not_an_event",
            "no_event_name",
            "no_event_time",
            "bad_event_time",
            "schema_violation",
            "caliper_not_an_event",
            "record_too_large",
            "internal");
  }
}
