package org.liveevents.streams.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How facts are stored: what is read is what was written, and old stores stay readable. */
class FactsBytesTest {

  private static final String EVENT = "00ff00ff00ff00ffe6a1000000000007";

  @Test
  void everyValueComesBackAsItWas() {
    // Given
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("score", new BigDecimal("8.5"));
    values.put("points_possible", new BigDecimal("-0.00000001"));
    values.put("current_score", new BigDecimal("9".repeat(99) + ".5"));
    values.put("position", new BigDecimal("999999999999999999"));
    values.put("grade", "A\u2212 \ud83c\udf93 \"\\\n");
    values.put("muted", false);
    values.put("late", true);
    values.put("graded_at", null);
    values.put("a field of tomorrow", "x");

    for (String id : List.of(EVENT, "", "BIO-101", EVENT.toUpperCase(java.util.Locale.ROOT))) {
      Facts facts = Facts.of(new Stamp(-1, 0, id), values).remembering(List.of("score", "grade"));
      Facts later = Facts.of(new Stamp(1_756_713_600_123L, 1, EVENT), Map.of("state", "done"));

      // When
      Facts both = facts.join(later, 20);

      // Then
      assertThat(FactsBytes.read(FactsBytes.write(both))).as(id).isEqualTo(both);
    }
  }

  @Test
  void everyFieldOfEveryViewHasItsPlace() {
    Set<String> fields = new TreeSet<>(List.of(AnyEvent.CODE, AnyEvent.LAST_EVENT_TIME));
    Views.all().forEach(view -> view.rules().forEach(rule -> fields.addAll(rule.fields())));
    assertThat(FactsBytes.NAMES).doesNotHaveDuplicates().containsAll(fields);
  }

  /** Whoever changes these bytes changes what installations have stored. */
  @Test
  void standsInTheseBytes() {
    Facts facts =
        Facts.of(
            new Stamp(1000, 1, EVENT), Map.of("score", new BigDecimal("8.5"), "state", "done"));
    assertThat(HexFormat.of().formatHex(FactsBytes.write(facts)))
        .isEqualTo(
            "01" // version
                + "01"
                + "d00f"
                + "03"
                + EVENT // one stamp
                + "02"
                + "30"
                + "00"
                + "03"
                + "02"
                + "aa01" // score
                + "32"
                + "00"
                + "05"
                + "04646f6e65" // state
                + "00"); // nothing said
  }

  @Test
  void namesKeepTheirPlaces() {
    List<String> places = new ArrayList<>(FactsBytes.NAMES.subList(0, 66));
    assertThat(places.get(0)).isEqualTo("access_is_current");
    assertThat(places.get(47)).isEqualTo("score");
    assertThat(places.get(65)).isEqualTo("workflow_state");
    assertThat(places.subList(0, 66)).isSorted();
  }

  @Test
  void anotherVersionIsNoFacts() {
    assertThatThrownBy(() -> FactsBytes.read(new byte[] {'{', '}'}))
        .isInstanceOf(IllegalStateException.class);
  }
}
