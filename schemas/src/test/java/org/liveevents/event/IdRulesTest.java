package org.liveevents.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdRulesTest {

  private static final IdRules RULES = IdRules.ofShard(1);
  private static final OptionalLong SHARD_2107 = OptionalLong.of(2107);

  @ParameterizedTest
  @CsvSource({
    "21070000000000565, 2107~565",
    "10000000000042, 1~42",
    "10000000000000, 1~0",
    "19999999999999, 1~9999999999999",
    "170000000000003, 17~3",
    "9007199254740993, 900~7199254740993",
    "9223372036854775807, 922337~2036854775807",
  })
  void splitsGlobalIdsIntoShardAndLocalId(String raw, String text) {
    // When
    CanvasId id = RULES.canonical(raw, OptionalLong.of(99));

    // Then
    assertThat(id).isInstanceOf(CanvasId.Sharded.class);
    assertThat(id.text()).isEqualTo(text);
    assertThat(id).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"565, 2107~565", "0, 2107~0", "9999999999999, 2107~9999999999999"})
  void givesLocalIdsTheShardOfTheirSurroundings(String raw, String text) {
    assertThat(RULES.canonical(raw, SHARD_2107).text()).isEqualTo(text);
  }

  @Test
  void givesLocalIdsTheDefaultShardWhenNothingTells() {
    assertThat(IdRules.ofShard(7).canonical("565", OptionalLong.empty()).text()).isEqualTo("7~565");
  }

  @ParameterizedTest
  @CsvSource({"2107~565, 2107~565", "2107~0565, 2107~565", "0~5, 0~5"})
  void understandsTheShortForm(String raw, String text) {
    // When
    CanvasId id = RULES.canonical(raw, OptionalLong.of(99));

    // Then
    assertThat(id).isInstanceOf(CanvasId.Sharded.class);
    assertThat(id.text()).isEqualTo(text);
  }

  @Test
  void ignoresLeadingZeros() {
    // When
    CanvasId local = RULES.canonical("000565", SHARD_2107);
    CanvasId global = RULES.canonical("0021070000000000565", SHARD_2107);

    // Then
    assertThat(local).isEqualTo(global);
    assertThat(local.text()).isEqualTo("2107~565");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "99999999999999999999",
        "18446744073709551621",
        "00000000000000000565",
        "-5",
        "+5",
        "5.0",
        "1e3",
        " 565",
        "565 ",
        "0x10",
        "\u0665\u0666\u0665",
        "\uFF15\uFF16\uFF15",
        "\u0E55\u0E56\u0E55",
        "2107~",
        "~565",
        "~",
        "1~2~3",
        "1~10000000000000",
        "-1~5",
        "1~-5",
        "\u0662~\u0665",
        "sis_course_id:BIO-101",
        "content-export-17",
        "d2f1cafe-0000-4000-8000-000000000001",
      })
  void keepsUnknownFormsAsText(String raw) {
    assertThat(RULES.canonical(raw, SHARD_2107)).isEqualTo(new CanvasId.Opaque(raw));
  }

  @Test
  void appliesAliasesLastAndOnce() {
    // Given
    IdRules rules = new IdRules(1, Map.of(1L, 2107L, 2107L, 3000L));

    // When
    String global = rules.canonical("10000000000565", OptionalLong.empty()).text();
    String local = rules.canonical("565", SHARD_2107).text();
    String byDefault = rules.canonical("565", OptionalLong.empty()).text();
    String shortForm = rules.canonical("2107~565", OptionalLong.empty()).text();
    String other = rules.canonical("170000000000565", OptionalLong.empty()).text();

    // Then
    assertThat(global).isEqualTo("2107~565");
    assertThat(local).isEqualTo("3000~565");
    assertThat(byDefault).isEqualTo("2107~565");
    assertThat(shortForm).isEqualTo("3000~565");
    assertThat(other).isEqualTo("17~565");
  }

  @Test
  void bringsEveryFormOfOneObjectToOneIdThatIsItsOwnCanonicalForm() {
    for (int round = 0; round < 20_000; round++) {
      // Given
      long seed = 4_000_000L + round;
      Random random = new Random(seed);
      long shard = 1L + random.nextInt(922_336);
      long local = Math.floorMod(random.nextLong() >>> random.nextInt(63), CanvasId.SHARD_SIZE);

      // When
      CanvasId global =
          RULES.canonical(Long.toString(shard * CanvasId.SHARD_SIZE + local), OptionalLong.empty());
      CanvasId surrounded = RULES.canonical(Long.toString(local), OptionalLong.of(shard));
      CanvasId shortForm = RULES.canonical(shard + "~" + local, OptionalLong.empty());

      // Then
      assertThat(global).as("seed %d", seed).isEqualTo(new CanvasId.Sharded(shard, local));
      assertThat(surrounded).as("seed %d", seed).isEqualTo(global);
      assertThat(shortForm).as("seed %d", seed).isEqualTo(global);
      assertThat(RULES.canonical(global.text(), OptionalLong.empty()))
          .as("seed %d", seed)
          .isEqualTo(global);
    }
  }

  @Test
  void refusesShardsThatCannotBe() {
    assertThatThrownBy(() -> IdRules.ofShard(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IdRules.ofShard(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IdRules.ofShard(922_338)).isInstanceOf(IllegalArgumentException.class);
    assertThat(IdRules.ofShard(922_337).defaultShard()).isEqualTo(922_337);
  }

  @Test
  void refusesAnAliasToAShardThatCannotBe() {
    for (long shard : new long[] {-1, 922_338}) {
      assertThatThrownBy(() -> new IdRules(1, Map.of(2L, shard)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (long shard : new long[] {0, 922_337}) {
      assertThat(new IdRules(1, Map.of(2L, shard)).canonical("2~5", OptionalLong.empty()).text())
          .isEqualTo(shard + "~5");
    }
  }

  @Test
  void refusesIdsOutsideTheirShard() {
    assertThatThrownBy(() -> new CanvasId.Sharded(1, CanvasId.SHARD_SIZE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CanvasId.Sharded(1, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CanvasId.Sharded(-1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CanvasId.Opaque("")).isInstanceOf(IllegalArgumentException.class);
  }
}
