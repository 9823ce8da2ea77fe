package org.liveevents.audit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardsTest {

  private final Shards shards = new Shards(1, Map.of(2L, 5L));

  @ParameterizedTest
  @CsvSource({
    "7, 1~7",
    "007, 1~7",
    "9999999999999, 1~9999999999999",
    "10000000000000, 1~0",
    "20000000000007, 5~7",
    "9223372036854775807, 922337~2036854775807",
    "9223372036854775808, 9223372036854775808",
    "12345678901234567890, 12345678901234567890",
    "-7, -7",
    "2~7, 5~7",
    "3~007, 3~7",
    "3~9999999999999, 3~9999999999999",
    "3~10000000000000, 3~10000000000000",
    "~7, ~7",
    "3~, 3~",
    "a~7, a~7",
    "3~b, 3~b",
    "3~4~5, 3~4~5",
    "9223372036854775808~7, 9223372036854775808~7",
    "seven, seven"
  })
  void writesAnIdInOneWay(String id, String canonical) {
    assertThat(shards.canonical(id, null)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({"7, 3~7", "20000000000007, 5~7", "4~7, 4~7", "seven, seven"})
  void aLocalIdTakesTheShardItIsGiven(String id, String canonical) {
    assertThat(shards.canonical(id, 3L)).isEqualTo(canonical);
  }
}
