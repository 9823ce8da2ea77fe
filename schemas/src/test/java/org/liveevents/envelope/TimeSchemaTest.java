package org.liveevents.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.event.PayloadFormat;
import org.liveevents.schema.SchemaCatalogue;

/** The schemas take a time for one exactly where the reader does. */
class TimeSchemaTest {

  private static final Pattern TIME =
      Pattern.compile(
          SchemaCatalogue.bundled()
              .find(PayloadFormat.CANVAS, "grade_change")
              .orElseThrow()
              .plain()
              .at("/definitions/time/pattern")
              .textValue());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-09-01T08:15:30.123Z",
        "2026-09-01T08:15:30Z",
        "2026-09-01T08:15Z",
        "2026-09-01T08:15:30.123456789Z",
        "2026-09-01T08:15:30,5Z",
        "2026-09-01t08:15:30z",
        "2026-09-01T02:15:30-06:00",
        "2026-09-01T02:15:30-0600",
        "2026-09-01T02:15:30-06",
        "2026-09-01 00:15:30 -0800",
        "2026-09-01 08:15:30 UTC",
        "2026-09-01 08:15:30"
      })
  void bothTakeTheSpellingsCanvasUses(String text) {
    assertThat(EventTimes.parse(text)).isPresent();
    assertThat(text).matches(TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "019-11-01T00:08:52Z",
        "2026-09-01",
        "2026-13-01T08:15:30Z",
        "2026-09-32T08:15:30Z",
        "2026-09-01T24:15:30Z",
        "2026-09-01T08:60:30Z",
        "2026-09-01T08:15:60Z",
        "2026-09-01T08:15:30+20:00",
        "2026-09-01T08:15:30Zulu",
        "1788250530"
      })
  void bothRefuseTheRest(String text) {
    assertThat(EventTimes.parse(text)).isEmpty();
    assertThat(text).doesNotMatch(TIME);
  }
}
