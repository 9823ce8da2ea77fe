package org.liveevents.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-09-01T08:15:30.123Z, 2026-09-01T08:15:30.123Z",
    "2026-09-01T08:15:30Z, 2026-09-01T08:15:30Z",
    "2026-09-01T08:15Z, 2026-09-01T08:15:00Z",
    "2026-09-01T08:15:30.1Z, 2026-09-01T08:15:30.100Z",
    "2026-09-01T08:15:30.123456Z, 2026-09-01T08:15:30.123Z",
    "2026-09-01T08:15:30.123999999Z, 2026-09-01T08:15:30.123Z",
    "'2026-09-01T08:15:30,5Z', 2026-09-01T08:15:30.500Z",
    "2026-09-01T02:15:30-06:00, 2026-09-01T08:15:30Z",
    "2026-09-01T02:15:30.250-06:00, 2026-09-01T08:15:30.250Z",
    "2026-09-01T13:45:30+0530, 2026-09-01T08:15:30Z",
    "2026-09-01T10:15:30+02, 2026-09-01T08:15:30Z",
    "2026-09-01T08:15:30+00:00, 2026-09-01T08:15:30Z",
    "2026-09-01T08:15:30-00:00, 2026-09-01T08:15:30Z",
    "2019-11-05 07:38:00 -0800, 2019-11-05T15:38:00Z",
    "2019-11-05 07:38:00 UTC, 2019-11-05T07:38:00Z",
    "2019-11-05 07:38:00.5 +0100, 2019-11-05T06:38:00.500Z",
    "2026-09-01t08:15:30z, 2026-09-01T08:15:30Z",
    "' 2026-09-01T08:15:30Z ', 2026-09-01T08:15:30Z",
  })
  void readsEverySpellingCanvasIsKnownToSend(String text, Instant instant) {
    assertThat(EventTimes.parse(text)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-09-01T08:15:30", "2026-09-01 08:15:30", "2026-09-01T08:15:30.000"})
  void aTimeWithoutAZoneIsUtc(String text) {
    assertThat(EventTimes.parse(text)).contains(Instant.parse("2026-09-01T08:15:30Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00.000Z, 0",
    "1970-01-01T00:00:00-01:00, 3600000",
    "1969-12-31T23:59:59.999Z, -1",
    "9999-12-31T23:59:59.999Z, 253402300799999",
    "2024-02-29T00:00:00.000Z, 1709164800000",
    "2000-02-29T12:00:00Z, 951825600000",
    "0000-01-01T00:00:00.000Z, -62167219200000",
  })
  void readsTheEdgesOfTime(String text, long millis) {
    assertThat(EventTimes.parse(text)).map(Instant::toEpochMilli).contains(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "019-11-01T19:11:01Z",
        "019-11-01T19:11:01.000Z",
        "12026-09-01T08:15:30Z",
        "+2026-09-01T08:15:30Z",
        "2026-09-01",
        "2026-09-01T08Z",
        "2026-9-1T08:15:30Z",
        "2026-13-01T08:15:30.123Z",
        "2026-00-01T08:15:30.123Z",
        "2026-02-29T08:15:30.123Z",
        "2026-09-31T08:15:30Z",
        "2026-09-01T24:00:00.000Z",
        "2026-09-01T08:60:30.123Z",
        "2026-09-01T23:59:60.000Z",
        "2026-09-01T08:15:30.Z",
        "2026-09-01T08:15:30.1234567890Z",
        "2026-09-01T08:15:30+19:00",
        "2026-09-01T08:15:30+02:60",
        "2026-09-01T08:15:30+2",
        "2026-09-01T08:15:30+02:",
        "2026-09-01T08:15:30 PST",
        "2026-09-01T08:15:30Z[UTC]",
        "2026-09-01T08:15:30Z2026-09-01T08:15:30Z",
        "2026/09/01 08:15:30",
        "2026-09-01T08-15-30.123Z",
        "2026-09-0\u0661T08:15:30.123Z",
        "\u0662\u0660\u0662\u0666-09-01T08:15:30Z",
        "2026-09-01T08:15:3x.123Z",
        "Tue, 01 Sep 2026 08:15:30 GMT",
        "1788250530123",
        "yesterday",
        "null",
      })
  void whatIsBrokenIsNoInstant(String text) {
    assertThat(EventTimes.parse(text)).isEmpty();
  }

  @Test
  void whatIsEndlessIsNoInstant() {
    assertThat(EventTimes.parse("2026-09-01T08:15:30" + " ".repeat(1_000_000) + "Z")).isEmpty();
    assertThat(EventTimes.parse("9".repeat(1_000_000))).isEmpty();
  }

  @Test
  void agreesWithTheJdkOnEveryMillisecondAndOffset() {
    DateTimeFormatter withOffset = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");
    for (int round = 0; round < 20_000; round++) {
      // Given
      long seed = 8_000_000L + round;
      Random random = new Random(seed);
      Instant instant = Instant.ofEpochMilli((long) (random.nextDouble() * 253_000_000_000_000L));
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(36 * 60 + 1) - 18 * 60));

      // When
      String usual = instant.toString();
      String local = withOffset.format(instant.atOffset(offset));

      // Then
      assertThat(EventTimes.parse(usual)).as("seed %d: %s", seed, usual).contains(instant);
      assertThat(EventTimes.parse(local)).as("seed %d: %s", seed, local).contains(instant);
    }
  }
}
