package org.liveevents.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liveevents.status.BridgeStatus.SpoolLevel;

class BridgeStatusTest {

  private static final Instant NOW = Instant.parse("2026-09-01T08:30:00Z");

  private static final BridgeStatus FULL =
      new BridgeStatus(
          "webhook",
          "bridge-0:9090",
          NOW,
          Optional.of(Instant.parse("2026-09-01T08:29:59Z")),
          Hours.none().plus(NOW.minus(Duration.ofHours(2)), 7).plus(NOW, 12),
          Hours.none().plus(NOW, 3),
          Hours.none().plus(NOW.minus(Duration.ofHours(30)), 5).plus(NOW, 2),
          Optional.of(new SpoolLevel(4, 4096)),
          Map.of("bridge", "0.1.0", "java", "17"));

  /** Others read it: a change here is a change for them. */
  private static final String GOLDEN =
      """
      {"source":"webhook","instance":"bridge-0:9090","at":"2026-09-01T08:30:00Z",\
      "last_event":"2026-09-01T08:29:59Z",\
      "deactivation_budget":{"timeouts":3,"timeout_limit":9500,"errors":2,"error_limit":28000},\
      "hours":{"received":{"from":"2026-09-01T06:00:00Z","counts":[7,0,12]},\
      "timeouts":{"from":"2026-09-01T08:00:00Z","counts":[3]},\
      "errors":{"from":"2026-08-31T02:00:00Z","counts":[5,%s2]}},\
      "spool":{"depth":4,"bytes":4096},\
      "versions":{"bridge":"0.1.0","java":"17"}}"""
          .formatted("0,".repeat(29));

  @Test
  void isWrittenAsItAlwaysWas() {
    assertThat(new String(BridgeStatusJson.write(FULL), UTF_8)).isEqualTo(GOLDEN);
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(BridgeStatusJson.read(BridgeStatusJson.write(FULL))).contains(FULL);
    assertThat(BridgeStatusJson.read(BridgeStatusJson.write(least()))).contains(least());
  }

  @Test
  void hasTheShapeOfItsSchema() throws IOException {
    // Given
    JsonSchema schema;
    try (InputStream document =
        BridgeStatus.class.getResourceAsStream(
            "/org/liveevents/schemas/status/bridge_status.json")) {
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document);
    }

    // Then
    assertThat(schema.validate(GOLDEN, InputFormat.JSON)).isEmpty();
    assertThat(
            schema.validate(new String(BridgeStatusJson.write(least()), UTF_8), InputFormat.JSON))
        .isEmpty();
    assertThat(schema.validate("{\"source\":\"webhook\"}", InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void whatIsNoStatusIsNone() {
    for (String text : List.of("", "no json", "{}", "[]", "{\"source\":\"sqs\",\"instance\":1}")) {
      assertThat(BridgeStatusJson.read(text.getBytes(UTF_8))).as(text).isEmpty();
    }
  }

  @Test
  void theBudgetIsThatOfAllBridgesOfASourceInADay() {
    // Given
    BridgeStatus gone = of("webhook", "gone:9090", 950, 1400, NOW.minus(Duration.ofHours(23)));
    BridgeStatus old = of("webhook", "old:9090", 9000, 9000, NOW.minus(Duration.ofHours(26)));
    BridgeStatus here = of("webhook", "here:9090", 950, 1400, NOW);
    BridgeStatus other = of("sqs", "here:9090", 9000, 9000, NOW);

    // When
    DeactivationBudget budget =
        BridgeStatus.budget(List.of(gone, old, here, other), "webhook", NOW);

    // Then
    assertThat(budget).isEqualTo(new DeactivationBudget(1900, 2800));
    assertThat(budget.used()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void anEventAtAnyBridgeBreaksTheSilence() {
    // Given
    Hours heard = Hours.none();
    for (int hour = 0; hour < 24 * 21; hour++) {
      heard = heard.plus(NOW.minus(Duration.ofHours(hour)), 1000);
    }
    BridgeStatus quiet = heard("a:1", heard, NOW.minus(Duration.ofHours(3)));
    BridgeStatus busy = heard("b:1", Hours.none(), NOW);

    // Then
    assertThat(BridgeStatus.silence(List.of(quiet), "webhook", NOW).isSilent()).isTrue();
    assertThat(BridgeStatus.silence(List.of(quiet, busy), "webhook", NOW).isSilent()).isFalse();
  }

  private static BridgeStatus least() {
    return new BridgeStatus(
        "sqs",
        "bridge-0:9090",
        NOW,
        Optional.empty(),
        Hours.none(),
        Hours.none(),
        Hours.none(),
        Optional.empty(),
        Map.of());
  }

  private static BridgeStatus of(
      String source, String instance, long timeouts, long errors, Instant at) {
    return new BridgeStatus(
        source,
        instance,
        NOW,
        Optional.empty(),
        Hours.none(),
        Hours.none().plus(at, timeouts),
        Hours.none().plus(at, errors),
        Optional.empty(),
        Map.of());
  }

  private static BridgeStatus heard(String instance, Hours received, Instant last) {
    return new BridgeStatus(
        "webhook",
        instance,
        NOW,
        Optional.of(last),
        received,
        Hours.none(),
        Hours.none(),
        Optional.empty(),
        Map.of());
  }
}
