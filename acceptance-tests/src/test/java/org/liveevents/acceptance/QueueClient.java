package org.liveevents.acceptance;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Canvas' side of a queue: puts messages on it and sees whether they are gone. */
final class QueueClient {

  private static final String NAME = "canvas-live-events";
  private static final int BATCH = 10;

  private final EmbeddedSqs sqs;
  private final URI url;

  private QueueClient(EmbeddedSqs sqs, URI url) {
    this.sqs = sqs;
    this.url = url;
  }

  /**
   * Creates the queue.
   *
   * @param visibility how long a message that was received and not deleted stays away
   */
  static QueueClient create(EmbeddedSqs sqs, Duration visibility) {
    URI url = sqs.createQueue(NAME);
    sqs.client()
        .setQueueAttributes(
            request ->
                request
                    .queueUrl(url.toString())
                    .attributes(
                        Map.of(
                            QueueAttributeName.VISIBILITY_TIMEOUT,
                            Long.toString(visibility.toSeconds()))));
    return new QueueClient(sqs, url);
  }

  /** What a bridge must be told to receive from it. */
  Map<String, String> settings() {
    return Map.of(
        "SQS_QUEUE_URLS", url.toString(),
        "SQS_ENDPOINT", sqs.endpoint().toString(),
        "AWS_REGION", EmbeddedSqs.REGION);
  }

  /** Sends one message with Canvas' attribute, and tells its id. */
  String send(String body, String eventName) {
    MessageAttributeValue attribute =
        MessageAttributeValue.builder().dataType("String").stringValue(eventName).build();
    return sqs.client()
        .sendMessage(
            request ->
                request
                    .queueUrl(url.toString())
                    .messageBody(body)
                    .messageAttributes(Map.of("event_name", attribute)))
        .messageId();
  }

  /** Sends many, in batches. */
  void sendAll(List<String> bodies) {
    for (int from = 0; from < bodies.size(); from += BATCH) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (String body : bodies.subList(from, Math.min(from + BATCH, bodies.size()))) {
        entries.add(
            SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .messageBody(body)
                .build());
      }
      if (sqs.client()
          .sendMessageBatch(request -> request.queueUrl(url.toString()).entries(entries))
          .hasFailed()) {
        throw new IllegalStateException("the queue refused messages");
      }
    }
  }

  /** How many messages wait or are with a receiver. */
  long undeleted() {
    return sqs.undeleted(url);
  }

  /** How many messages are with a receiver, or were when it was killed. */
  long inFlight() {
    QueueAttributeName hidden = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
    return Long.parseLong(
        sqs.client()
            .getQueueAttributes(request -> request.queueUrl(url.toString()).attributeNames(hidden))
            .attributes()
            .get(hidden));
  }

  /** Waits until every message is deleted. */
  void awaitEmpty() {
    await("all messages deleted")
        .atMost(Duration.ofMinutes(2))
        .pollDelay(Duration.ZERO)
        .until(() -> undeleted() == 0);
  }
}
