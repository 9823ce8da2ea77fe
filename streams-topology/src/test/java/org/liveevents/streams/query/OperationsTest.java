package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.status.BridgeStatus;
import org.liveevents.status.Hours;
import org.liveevents.streams.console.RejectedExample;
import org.liveevents.streams.console.RejectedGroup;
import org.liveevents.streams.ledger.LedgerLine;

/** What people look at to see how the pipeline is doing, and the page they look at it with. */
class OperationsTest {

  private static final Instant NOW = FakeInstance.TODAY;

  private final FakeInstance instance = new FakeInstance(2);
  private final Served served = new Served(instance);

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void tellsWhatEachPartitionDidAndHowFarBehindItIs() throws Exception {
    // Given
    instance.with(0, "canvas/grade_change", new LedgerLine(5, 2, 1, 0, 2, 0, 0));
    instance.with(0, "canvas/logged_in", new LedgerLine(1, 1, 0, 0, 0, 1, 0));
    instance.with(1, "canvas/grade_change", new LedgerLine(3, 1, 0, 0, 0, 0, 0));

    // When
    JsonNode report = served.ok("/v1/pipeline").at("/instances/0/report");

    // Then
    JsonNode first = report.at("/books/0");
    assertThat(first.at("/total/received").intValue()).isEqualTo(6);
    assertThat(first.at("/total/pending").intValue()).isEqualTo(2);
    assertThat(first.at("/balanced").booleanValue()).isTrue();
    assertThat(first.at("/lag").intValue()).isEqualTo(3);
    assertThat(report.at("/books/1/balanced").booleanValue()).isFalse();
  }

  @Test
  void answersWhileAPartitionIsBeingRestoredAndSaysHowFarThatIs() throws Exception {
    // Given
    instance.restoring(1).restoring.add(new Restoring("views", 1, 10, 110, 25));

    // When
    JsonNode report = served.ok("/v1/pipeline").at("/instances/0/report");

    // Then
    assertThat(report.at("/books")).hasSize(1);
    assertThat(report.at("/restoring/0/store").textValue()).isEqualTo("views");
    assertThat(report.at("/restoring/0/done").intValue()).isEqualTo(25);
  }

  @Test
  void tellsTheLastHourOrTheNewestPartOfIt() throws Exception {
    // Given
    long now = NOW.toEpochMilli();
    instance.pulse.received("sqs", now - 60_040, now - 60_000);
    instance.pulse.forwarded("canvas", "grade_change", now - 10_000, now);

    // When
    JsonNode all = served.ok("/v1/pipeline").at("/instances/0/report/hour");
    JsonNode last =
        served.ok("/v1/pipeline?after=" + NOW.minusSeconds(30)).at("/instances/0/report/hour");

    // Then
    assertThat(all).hasSize(2);
    assertThat(all.at("/0/received/sqs").intValue()).isEqualTo(1);
    assertThat(all.at("/0/processing/0/up_to").doubleValue()).isBetween(40.0, 48.0);
    assertThat(last).hasSize(1);
    assertThat(last.get(0).path("forwarded").path("canvas/grade_change").intValue()).isEqualTo(1);
  }

  @Test
  void gathersTheReportsOfAllInstancesAndLeavesOpenWhatOneDoesNotSay() throws Exception {
    // Given
    FakeInstance other = new FakeInstance(2);
    other.with(1, "canvas/grade_change", new LedgerLine(3, 3, 0, 0, 0, 0, 0));
    try (Served peer = new Served(other)) {
      instance.alsoKnown(peer.address().toString(), "127.0.0.1:1");

      // When
      JsonNode instances = served.ok("/v1/pipeline").at("/instances");

      // Then
      assertThat(instances).hasSize(3);
      assertThat(instances.at("/1/self").booleanValue()).isFalse();
      assertThat(instances.at("/1/report/books/1/total/received").intValue()).isEqualTo(3);
      assertThat(instances.at("/2/report").isNull()).isTrue();
      assertThat(served.ok("/v1/pipeline?local=true").at("/instances")).hasSize(1);
    }
  }

  @Test
  void tellsWhatWasRejectedWithItsBytes() throws Exception {
    // Given
    instance.rejected.begin(NOW.minus(Duration.ofDays(1)));
    instance.rejected.note(rejected("not_json", "{\"broken".getBytes(UTF_8)));

    // When
    JsonNode answer = served.ok("/v1/rejected");

    // Then
    assertThat(answer.path("complete").booleanValue()).isFalse();
    JsonNode group = answer.at("/groups/0");
    assertThat(group.path("code").textValue()).isEqualTo("not_json");
    assertThat(group.at("/example/bytes").binaryValue()).asString(UTF_8).isEqualTo("{\"broken");
  }

  @Test
  void tellsHowNearEachSourceIsToBeingSwitchedOff() throws Exception {
    // Given
    Hours errors = Hours.none().plus(NOW, 7_000);
    instance.bridges.add(status("a", Optional.of(NOW.minusSeconds(90)), errors));
    instance.bridges.add(status("b", Optional.empty(), errors));

    // When
    JsonNode source = served.ok("/v1/bridges").at("/sources/0");

    // Then
    assertThat(source.path("source").textValue()).isEqualTo("webhook");
    assertThat(source.path("last_event").textValue()).isEqualTo("2026-08-09T23:58:30Z");
    assertThat(source.at("/deactivation_budget/errors").intValue()).isEqualTo(14_000);
    assertThat(source.at("/deactivation_budget/used").doubleValue()).isEqualTo(0.5);
    assertThat(source.at("/bridges")).hasSize(2);
  }

  @Test
  void servesThePageToEverybodyButLetsItLoadNothingFromElsewhere() throws Exception {
    // When
    HttpResponse<String> page = Served.send(served.request("/"));

    // Then
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(policy).doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.body()).doesNotContain("style=", "onclick", "http:", "https:");
  }

  @Test
  void hasAPageLoadedOnceAskedForAgainOnlyIfItChanged() throws Exception {
    // Given
    String etag = Served.send(served.request("/")).headers().firstValue("ETag").orElseThrow();

    // When
    HttpResponse<String> again = Served.send(served.request("/").header("If-None-Match", etag));

    // Then
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  private static RejectedGroup rejected(String code, byte[] bytes) {
    RejectedExample example =
        new RejectedExample(
            0,
            17,
            "broken",
            null,
            null,
            null,
            0,
            bytes.length,
            Base64.getEncoder().encodeToString(bytes),
            false);
    return new RejectedGroup(code, "sqs", "sqs", 1, NOW, NOW, example);
  }

  private static BridgeStatus status(String name, Optional<Instant> last, Hours errors) {
    return new BridgeStatus(
        "webhook",
        name,
        NOW,
        last,
        Hours.none(),
        Hours.none(),
        errors,
        Optional.empty(),
        Map.of("bridge", "1"));
  }
}
