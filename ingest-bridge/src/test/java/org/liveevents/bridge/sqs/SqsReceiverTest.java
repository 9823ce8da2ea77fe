package org.liveevents.bridge.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.liveevents.bridge.intake.Deliveries.ARRIVAL;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.intake.RecordingIntake;
import org.liveevents.bridge.intake.Source;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.event.Payload;
import org.liveevents.runtime.management.Health.State;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class SqsReceiverTest {

  private static final SQSRestServer SERVER =
      SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
  private static final URI ENDPOINT =
      URI.create("http://127.0.0.1:" + SERVER.waitUntilStarted().localAddress().getPort());
  private static final SqsClient CLIENT = client();

  private final RecordingIntake intake = new RecordingIntake();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<SqsSource> sources = new ArrayList<>();
  private final String queue;

  SqsReceiverTest(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    queue =
        CLIENT
            .createQueue(
                request ->
                    request
                        .queueName(name.substring(0, Math.min(80, name.length())))
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "2")))
            .queueUrl();
  }

  @BeforeAll
  static void offerNoCredentialsOfTheMachine() {
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
  }

  @AfterAll
  static void stopServer() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    CLIENT.close();
    SERVER.stopAndWait();
  }

  @AfterEach
  void stop() {
    sources.forEach(SqsSource::close);
  }

  @Test
  void offersEachMessageWithItsIdItsArrivalAndItsAttribute() {
    // Given
    String id =
        CLIENT
            .sendMessage(
                request ->
                    request
                        .queueUrl(queue)
                        .messageBody("{\"a\": 1}")
                        .messageAttributes(
                            Map.of(
                                "event_name",
                                MessageAttributeValue.builder()
                                    .dataType("String")
                                    .stringValue("grade_change")
                                    .build())))
            .messageId();

    // When
    start(queue);

    // Then
    await().until(() -> !intake.deliveries().isEmpty());
    assertThat(intake.deliveries())
        .containsExactly(
            new Delivery(
                Source.SQS,
                id,
                ARRIVAL,
                Payload.of("{\"a\": 1}"),
                Optional.of("grade_change"),
                Optional.empty()));
  }

  @Test
  void deletesAMessageOnlyWhenItIsStored() {
    // Given
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    intake.answering(delivery -> receipt);
    send("{}");

    // When
    start(queue);
    await().until(() -> !intake.deliveries().isEmpty());

    // Then
    assertThat(messagesLeft()).isEqualTo(1);
    receipt.complete(new Receipt.Stored());
    await().until(() -> messagesLeft() == 0);
  }

  @Test
  void leavesWhatIsNotStoredAndTakesItWhenItComesAgain() {
    // Given
    Map<String, Integer> attempts = new ConcurrentHashMap<>();
    intake.answering(
        delivery -> {
          boolean again = attempts.merge(delivery.sourceId(), 1, Integer::sum) > 1;
          boolean good = !delivery.body().equals(Payload.of("late")) || again;
          return CompletableFuture.completedFuture(
              good ? new Receipt.Stored() : new Receipt.Unavailable(Duration.ofSeconds(1)));
        });
    send("good");
    send("late");

    // When
    start(queue);

    // Then
    await().until(() -> messagesLeft() == 0);
    assertThat(new HashMap<>(attempts).values()).containsExactlyInAnyOrder(1, 2);
    assertThat(meters.get("bridge.sqs.redelivered").counter().count()).isEqualTo(1);
  }

  @Test
  void takesManyMessagesEachOnce() {
    // Given
    for (int i = 0; i < 100; i++) {
      send("message " + i);
    }

    // When
    start(queue);

    // Then
    await().until(() -> messagesLeft() == 0);
    assertThat(intake.deliveries()).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void receivesOnWhileEarlierMessagesWaitForTheBroker() {
    // Given
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    intake.answering(delivery -> receipt.copy());
    for (int i = 0; i < 60; i++) {
      send("message " + i);
    }

    // When
    start(queue);

    // Then
    await().until(() -> intake.deliveries().size() == 60);
    assertThat(messagesLeft()).isEqualTo(60);
    receipt.complete(new Receipt.Stored());
    await().until(() -> messagesLeft() == 0);
  }

  @Test
  void keepsAMessageToItselfForAsLongAsTheBrokerTakes() {
    // Given
    intake.answering(
        delivery ->
            new CompletableFuture<Receipt>()
                .completeOnTimeout(new Receipt.Stored(), 5, TimeUnit.SECONDS));
    send("slow");

    // When
    start(queue);

    // Then
    await().atMost(Duration.ofSeconds(20)).until(() -> messagesLeft() == 0);
    assertThat(intake.deliveries()).hasSize(1);
    assertThat(meters.get("bridge.sqs.visibility_extended").counter().count())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void takesAMessageOfOneMebibyte() {
    // Given
    String body = "x".repeat(1024 * 1024);
    send(body);

    // When
    start(queue);

    // Then
    await().until(() -> messagesLeft() == 0);
    assertThat(intake.deliveries().get(0).body()).isEqualTo(Payload.of(body));
  }

  @Test
  void leavesWhatCanNeverBeStoredToTheQueuesRedrivePolicy() {
    // Given
    String parking = CLIENT.createQueue(request -> request.queueName("parking")).queueUrl();
    String arn =
        CLIENT
            .getQueueAttributes(
                request -> request.queueUrl(parking).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    CLIENT.setQueueAttributes(
        request ->
            request
                .queueUrl(queue)
                .attributes(
                    Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"2\"}")));
    intake.refuse();
    send("never");

    // When
    start(queue);

    // Then
    await().atMost(Duration.ofSeconds(30)).until(() -> messagesLeft(parking) == 1);
    assertThat(intake.deliveries()).hasSize(2);
    assertThat(messagesLeft()).isZero();
  }

  @Test
  void goesOnTryingWhenAQueueIsMissingAndRecoversWhenItIsThere() {
    // Given
    String missing = queue + "-later";
    SqsSource source = start(missing);

    // Then
    await().until(() -> source.condition().state() == State.NOT_READY);
    assertThat(source.condition().reason()).contains("Queue");

    // When
    CLIENT.createQueue(
        request -> request.queueName(missing.substring(missing.lastIndexOf('/') + 1)));

    // Then
    await().atMost(Duration.ofSeconds(30)).until(() -> source.condition().state() == State.READY);
  }

  @Test
  void countsMessagesThatCannotBeDeletedBecauseTheyWereGivenOutAgain() throws Exception {
    // Given
    send("{}");
    Queue receiving =
        new Queue(
            CLIENT, CLIENT, URI.create(queue), Duration.ofSeconds(1), new BridgeMetrics(meters));
    var messages = receiving.receive(10);

    // When
    receiving.delete(
        messages.stream()
            .map(message -> message.toBuilder().receiptHandle("no handle").build())
            .toList());

    // Then
    assertThat(
            meters.find("bridge.sqs.deletes_failed").counters().size()
                + meters.find("bridge.sqs.deletes_expired").counters().size())
        .isEqualTo(1);
  }

  @Test
  void stopsAtOnceThoughALongPollIsOut() {
    // Given
    SqsSource source =
        new SqsSource(
            settings(queue),
            Duration.ofSeconds(20),
            intake,
            () -> ARRIVAL,
            new Random(1),
            metrics());
    source.start();
    send("{}");
    await().until(() -> messagesLeft() == 0);

    // When
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(source::close);

    // Then
    assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
    assertThat(source.condition().state()).isEqualTo(State.DEAD);
  }

  private SqsSource start(String url) {
    SqsSource source =
        new SqsSource(
            settings(url), Duration.ofSeconds(1), intake, () -> ARRIVAL, new Random(1), metrics());
    sources.add(source);
    source.start();
    return source;
  }

  private BridgeMetrics metrics() {
    return new BridgeMetrics(meters);
  }

  private static SqsSettings settings(String url) {
    return new SqsSettings(List.of(URI.create(url)), Optional.of(ENDPOINT), "eu-west-1", 2);
  }

  private void send(String body) {
    CLIENT.sendMessage(request -> request.queueUrl(queue).messageBody(body));
  }

  private int messagesLeft() {
    return messagesLeft(queue);
  }

  private static int messagesLeft(String queue) {
    Map<QueueAttributeName, String> counts =
        CLIENT
            .getQueueAttributes(
                request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        + Integer.parseInt(
            counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  private static SqsClient client() {
    return SqsClient.builder()
        .endpointOverride(ENDPOINT)
        .region(Region.EU_WEST_1)
        .httpClientBuilder(Apache5HttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .build();
  }
}
