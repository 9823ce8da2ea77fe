package org.liveevents.streams.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Joining what is known: commutative, associative, idempotent, and the same after storing. */
class FactsTest {

  private static final int MOST = 5;

  @Test
  void comesToTheSameInAnyOrderAndAnyGroupingAndWithRepetition() {
    long seed = Long.getLong("seed", new Random().nextLong(1_000_000_000));
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      // Given
      List<Facts> said = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        said.add(said(random));
      }
      Facts inOrder = joined(said);
      // When
      List<Facts> again = new ArrayList<>(said);
      again.addAll(said.subList(0, 4));
      Collections.shuffle(again, random);
      Facts left = joined(again.subList(0, 7));
      Facts right = joined(again.subList(7, again.size()));
      // Then
      assertThat(right.join(left, MOST)).as("seed %s", seed).isEqualTo(inOrder);
      assertThat(FactsBytes.read(FactsBytes.write(inOrder))).as("seed %s", seed).isEqualTo(inOrder);
    }
  }

  @Test
  void canvasOutranksCaliperOfTheSameInstantAndNoOther() {
    // Given
    Facts canvas = Facts.of(new Stamp(10, 1, "a"), Map.of("score", BigDecimal.ONE));
    Facts twin = Facts.of(new Stamp(10, 0, "z"), Map.of("score", BigDecimal.ZERO));
    Facts later = Facts.of(new Stamp(11, 0, "a"), Map.of("score", BigDecimal.TEN));
    // Then
    assertThat(canvas.join(twin, 0).value("score")).isEqualTo(BigDecimal.ONE);
    assertThat(twin.join(canvas, 0).value("score")).isEqualTo(BigDecimal.ONE);
    assertThat(canvas.join(later, 0).value("score")).isEqualTo(BigDecimal.TEN);
  }

  @Test
  void whatOneKindOfEventDoesNotTellItDoesNotErase() {
    // Given
    Facts canvas = Facts.of(new Stamp(10, 1, "a"), Map.of("score", BigDecimal.ONE, "muted", true));
    Facts caliper = Facts.of(new Stamp(11, 0, "b"), Map.of("score", BigDecimal.TEN));
    // When
    Facts both = caliper.join(canvas, 0);
    // Then
    assertThat(both.value("score")).isEqualTo(BigDecimal.TEN);
    assertThat(both.isTrue("muted")).isTrue();
  }

  @Test
  void knowsOnlyWhatHadBeenSaidByATimeThatTimeIncluded() {
    // Given
    Facts known = joined(List.of(graded(10, "ada", 5), graded(20, "bob", 6), graded(30, "bob", 7)));
    // When
    Facts then = known.until(20);
    // Then
    assertThat(then.size()).isZero();
    assertThat(then.said().keySet()).extracting(Stamp::time).containsExactly(10L, 20L);
    assertThat(then.withRemembered().value("score")).isEqualTo(BigDecimal.valueOf(6));
    assertThat(known.until(30)).isEqualTo(known);
  }

  @Test
  void forgetsAPersonInTheLastWordAndInWhatWasSaidBefore() {
    // Given
    Facts known = joined(List.of(graded(10, "ada", 5), graded(20, "bob", 6)));
    Map<String, @Nullable String> nobody = new HashMap<>();
    nobody.put("grader", null);
    // When
    Facts withoutAda = known.without(nobody, "ada"::equals);
    Facts withoutBob = known.without(nobody, "bob"::equals);
    // Then
    assertThat(withoutAda.value("grader")).isEqualTo("bob");
    assertThat(withoutAda.said().get(new Stamp(10, 1, "e10")))
        .isEqualTo(Map.of("score", BigDecimal.valueOf(5)));
    assertThat(withoutBob.value("grader")).isNull();
    assertThat(withoutBob.value("score")).isEqualTo(BigDecimal.valueOf(6));
    assertThat(withoutBob.said().get(new Stamp(10, 1, "e10"))).containsEntry("grader", "ada");
    assertThat(withoutBob.said().get(new Stamp(20, 1, "e20")))
        .isEqualTo(Map.of("score", BigDecimal.valueOf(6)));
    assertThat(known.without(nobody, "eve"::equals)).isSameAs(known);
  }

  @Test
  void keepsTheLastThingsSaidAndNoMore() {
    // When
    Facts all = joined(List.of(graded(10, "ada", 1), graded(20, "ada", 2), graded(30, "ada", 3)));
    Facts two = all.join(graded(40, "ada", 4), 2);
    // Then
    assertThat(two.said().keySet()).extracting(Stamp::time).containsExactly(30L, 40L);
    assertThat(all.join(graded(10, "ada", 1), MOST)).isSameAs(all);
  }

  /** A grade, of which grader and score are remembered. */
  private static Facts graded(long time, String grader, int score) {
    return Facts.of(
            new Stamp(time, 1, "e" + time),
            Map.of("grader", grader, "score", BigDecimal.valueOf(score)))
        .remembering(List.of("grader", "score"));
  }

  private static Facts joined(List<Facts> said) {
    return said.stream().reduce((one, other) -> one.join(other, MOST)).orElseThrow();
  }

  private static Facts said(Random random) {
    Stamp stamp = new Stamp(random.nextInt(4), random.nextInt(2), "id" + random.nextInt(3));
    Map<String, @Nullable Object> values = new HashMap<>();
    for (String field : List.of("a", "b", "c")) {
      if (random.nextBoolean()) {
        values.put(field, value(field, stamp));
      }
    }
    return Facts.of(stamp, values).remembering(List.of("a"));
  }

  /** One event says one thing. */
  private static @Nullable Object value(String field, Stamp stamp) {
    return switch (Math.floorMod((field + stamp).hashCode(), 4)) {
      case 0 -> null;
      case 1 -> true;
      case 2 -> new BigDecimal("8.5");
      default -> "text \" " + stamp.time();
    };
  }
}
