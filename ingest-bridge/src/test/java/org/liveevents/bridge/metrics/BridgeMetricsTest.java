package org.liveevents.bridge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.liveevents.event.RejectionCode;
import org.liveevents.status.DeactivationBudget;
import org.liveevents.status.Hours;
import org.liveevents.status.Silence;

class BridgeMetricsTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BridgeMetrics metrics = new BridgeMetrics(meters);

  @Test
  void everyMeterIsInTheReferenceAndNoOther() throws IOException {
    // Given
    String reference = Files.readString(Path.of("../docs/reference/metrics.md"));
    String rows =
        reference.substring(reference.indexOf("## Bridge"), reference.indexOf("## Topology"));
    Set<String> documented =
        Pattern.compile("`(bridge\\.[a-z_.]+)`")
            .matcher(rows)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    // When
    useEverything();

    // Then
    assertThat(meters.getMeters())
        .extracting(meter -> meter.getId().getName())
        .filteredOn(name -> !name.endsWith(".histogram")) // the timer's buckets
        .containsOnlyOnceElementsOf(documented)
        .allMatch(documented::contains);
  }

  @Test
  void gaugesGoOnWhenNobodyElseKnowsWhatTheyFollow() {
    // Given
    metrics.watchSpool(() -> 3, () -> 4096, () -> Duration.ofSeconds(7));

    // When
    System.gc();

    // Then
    assertThat(value("bridge.spool.depth")).isEqualTo(3);
    assertThat(value("bridge.spool.bytes")).isEqualTo(4096);
    assertThat(value("bridge.spool.oldest_age")).isEqualTo(7);
  }

  @Test
  void tellsTimeoutsFromErrorsAndBothFromWhatWentWell() {
    // When
    metrics.answered(200);
    metrics.answered(503);
    metrics.answered(401);
    metrics.answered(0);

    // Then
    assertThat(metrics.errors()).isEqualTo(2);
    assertThat(metrics.timeouts()).isEqualTo(1);
  }

  private double value(String gauge) {
    return Optional.ofNullable(meters.find(gauge).gauge()).map(Gauge::value).orElseThrow();
  }

  private void useEverything() {
    metrics.received("sqs");
    metrics.stored("sqs");
    metrics.rejected("sqs", RejectionCode.EMPTY);
    metrics.unavailable("sqs");
    metrics.inFlight(1);
    metrics.acknowledged(Duration.ofMillis(1));
    metrics.nameMismatch("sqs");
    metrics.contradictoryIds("sqs");
    metrics.authenticationRefused("reason");
    metrics.answered(200);
    metrics.webhookOverloaded();
    metrics.webhookBodyRefused(413);
    metrics.webhookBodies(() -> 0);
    metrics.redelivered();
    metrics.deletesFailed(1);
    metrics.deletesExpired(1);
    metrics.receiveFailed("error");
    metrics.visibilityExtended(1);
    metrics.sqsInFlight(() -> 0);
    metrics.watchSpool(() -> 0, () -> 0, () -> Duration.ZERO);
    metrics.spoolTaken(1);
    metrics.spoolDrained(1);
    metrics.spoolRefused();
    metrics.spoolWriteFailed();
    metrics.spoolTorn();
    metrics.spoolSetAside();
    metrics.watchFeed(
        "sqs",
        () -> new DeactivationBudget(0, 0),
        () -> Silence.at(Instant.EPOCH, Hours.none(), Optional.empty()));
  }
}
