package org.liveevents.bridge.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.liveevents.bridge.intake.Deliveries.ARRIVAL;
import static org.liveevents.bridge.sqs.SqsFront.DELETE;
import static org.liveevents.bridge.sqs.SqsFront.HIDE;
import static org.liveevents.bridge.sqs.SqsFront.RECEIVE;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.intake.RecordingIntake;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.runtime.management.Health.State;

/** An SQS server that denies, throttles and does half of what it is asked: calls are counted. */
class SqsFaultsTest {

  private static final LocalSqs SQS = new LocalSqs();
  private static final int RECEIVERS = 2;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /** The SDK's own attempts at one call. */
  private static final int ATTEMPTS = 4;

  private final SqsFront front = new SqsFront(SQS.endpoint());
  private final RecordingIntake intake = new RecordingIntake();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final String queue;
  private final SqsSource source;

  SqsFaultsTest(TestInfo test) {
    queue = SQS.createQueue(test.getTestMethod().orElseThrow().getName(), 2);
    source =
        new SqsSource(
            new SqsSettings(
                List.of(URI.create(queue)), Optional.of(front.endpoint()), "eu-west-1", RECEIVERS),
            Duration.ofSeconds(1),
            intake,
            () -> ARRIVAL,
            new Random(1),
            new BridgeMetrics(meters));
  }

  @AfterEach
  void stop() {
    source.close();
    front.close();
  }

  @AfterAll
  static void stopServer() {
    SQS.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDeniedException", "RequestThrottled"})
  void asksARefusingQueueLessAndLessOften(String code) throws Exception {
    // Given
    front.refuse(RECEIVE, code);
    SQS.send(queue, "{}");

    // When
    long start = System.nanoTime();
    source.start();
    await().until(() -> source.condition().state() == State.NOT_READY);
    TimeUnit.SECONDS.sleep(2);
    int calls = front.calls(RECEIVE);
    Duration passed = Duration.ofNanos(System.nanoTime() - start);

    // Then: each pause is at least twice as long as the one before
    int most = 2;
    for (Duration pause = FIRST_PAUSE; pause.compareTo(passed) < 0; pause = pause.multipliedBy(2)) {
      most++;
    }
    assertThat(calls).isLessThanOrEqualTo(RECEIVERS * most * ATTEMPTS);
    assertThat(source.condition().reason()).contains(code);

    // When
    front.allow(RECEIVE);

    // Then
    await().atMost(Duration.ofMinutes(1)).until(() -> SQS.messagesLeft(queue) == 0);
    await().atMost(Duration.ofMinutes(1)).until(() -> source.condition().state() == State.READY);
    assertThat(intake.deliveries()).hasSize(1);
    System.out.printf("%s: %d calls by %d receivers in %s%n", code, calls, RECEIVERS, passed);
  }

  @Test
  void deletesAgainWhatWasLeftOfABatch() {
    // Given
    front.deleteHalf(3);
    for (int i = 0; i < 30; i++) {
      SQS.send(queue, "message " + i);
    }

    // When
    source.start();

    // Then
    await().atMost(Duration.ofMinutes(1)).until(() -> SQS.messagesLeft(queue) == 0);
    assertThat(intake.deliveries()).doesNotHaveDuplicates().hasSize(30);
    assertThat(count("bridge.sqs.deletes_failed")).isZero();
  }

  @Test
  void givesUpADeletionThatIsDeniedAndTakesTheMessageWhenItComesAgain() {
    // Given
    front.refuse(DELETE, "AccessDeniedException");
    for (int i = 0; i < 20; i++) {
      SQS.send(queue, "message " + i);
    }

    // When
    source.start();
    await().atMost(Duration.ofMinutes(1)).until(() -> count("bridge.sqs.deletes_failed") >= 20);

    // Then: a batch costs a handful of calls, and then none until its messages come again
    double failed = count("bridge.sqs.deletes_failed");
    assertThat(front.calls(DELETE)).isLessThanOrEqualTo((int) (5 * (failed + 20)));

    // When
    front.allow(DELETE);

    // Then
    await().atMost(Duration.ofMinutes(1)).until(() -> SQS.messagesLeft(queue) == 0);
    assertThat(intake.deliveries().stream().map(delivery -> delivery.body()).distinct())
        .hasSize(20);
    assertThat(count("bridge.sqs.redelivered")).isPositive();
  }

  @Test
  void losesNothingWhenMessagesComeAgainBecauseTheyCannotBeHidden() throws Exception {
    // Given: the broker takes longer than the queue hides a message
    front.refuse(HIDE, "AccessDeniedException");
    intake.answering(
        delivery ->
            new CompletableFuture<Receipt>()
                .completeOnTimeout(new Receipt.Stored(), 3, TimeUnit.SECONDS));
    for (int i = 0; i < 40; i++) {
      SQS.send(queue, "message " + i);
    }

    // When
    long start = System.nanoTime();
    source.start();
    await().atMost(Duration.ofMinutes(1)).until(() -> count("bridge.sqs.redelivered") > 0);
    double seconds = (System.nanoTime() - start) / 1e9;

    // Then: one failed call ends an attempt, and five attempts fit into a second
    assertThat(front.calls(HIDE)).isLessThanOrEqualTo((int) (5 * seconds) + 2);
    assertThat(count("bridge.sqs.visibility_failed")).isPositive();

    // When
    front.allow(HIDE);

    // Then
    await().atMost(Duration.ofMinutes(1)).until(() -> SQS.messagesLeft(queue) == 0);
    assertThat(intake.deliveries().stream().map(delivery -> delivery.body()).distinct())
        .hasSize(40);
  }

  private double count(String meter) {
    return meters.find(meter).counters().stream().mapToDouble(Counter::count).sum();
  }
}
