package org.liveevents.bridge.sqs;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** One SQS queue: the calls we make, as we make them. Safe to share between threads. */
final class Queue {

  private static final Logger LOGGER = LoggerFactory.getLogger(Queue.class);

  /** The most that SQS takes or gives in one call. */
  static final int BATCH = 10;

  private static final int DELETE_ATTEMPTS = 4;
  private static final Duration DELETE_PAUSE = Duration.ofMillis(100);

  private final SqsClient receiving;
  private final SqsClient deleting;
  private final URI url;
  private final Duration longPoll;
  private final BridgeMetrics metrics;

  /**
   * A queue.
   *
   * @param receiving may be closed to end long polls at once
   * @param deleting must stay open until everything at hand is finished
   */
  Queue(
      SqsClient receiving, SqsClient deleting, URI url, Duration longPoll, BridgeMetrics metrics) {
    this.receiving = receiving;
    this.deleting = deleting;
    this.url = url;
    this.longPoll = longPoll;
    this.metrics = metrics;
  }

  /** The last part of the queue's address. */
  String name() {
    String path = url.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Waits for messages; none is an answer too.
   *
   * @param most not more than ten
   */
  List<Message> receive(int most) {
    return receiving
        .receiveMessage(
            ReceiveMessageRequest.builder()
                .queueUrl(url.toString())
                .maxNumberOfMessages(most)
                .waitTimeSeconds((int) longPoll.toSeconds())
                // Without being asked SQS sends no attributes at all.
                .messageAttributeNames("All")
                .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
                .build())
        .messages();
  }

  /**
   * Deletes messages; what fails though we tried repeatedly is counted, and comes again.
   *
   * @param stored at most ten
   */
  void delete(List<Message> stored) throws InterruptedException {
    List<Message> left = tryDelete(stored);
    for (int attempt = 2; !left.isEmpty() && attempt <= DELETE_ATTEMPTS; attempt++) {
      Thread.sleep(DELETE_PAUSE.multipliedBy(attempt - 1L).toMillis());
      left = tryDelete(left);
    }
    if (!left.isEmpty()) {
      metrics.deletesFailed(left.size());
      LOGGER.warn(
          "messages not deleted, they will come again queue={} messages={}", name(), left.size());
    }
  }

  /** Returns what is worth another attempt. */
  private List<Message> tryDelete(List<Message> messages) {
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(i))
              .receiptHandle(messages.get(i).receiptHandle())
              .build());
    }
    DeleteMessageBatchRequest request =
        DeleteMessageBatchRequest.builder().queueUrl(url.toString()).entries(entries).build();
    try {
      List<Message> left = new ArrayList<>();
      for (BatchResultErrorEntry failed : deleting.deleteMessageBatch(request).failed()) {
        if (Boolean.TRUE.equals(failed.senderFault())) {
          metrics.deletesExpired(1);
        } else {
          left.add(messages.get(Integer.parseInt(failed.id())));
        }
      }
      return left;
    } catch (SdkException e) {
      LOGGER.debug("delete failed queue={} error={}", name(), e.getClass().getSimpleName());
      return messages;
    }
  }

  /**
   * Hides messages from others for that long, beginning now. What fails is tried again when it is
   * next due; a message that is gone is none of our business any more.
   *
   * @param held at most ten
   */
  void hide(List<Held> held, Duration timeout) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(held.size());
    for (int i = 0; i < held.size(); i++) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(Integer.toString(i))
              .receiptHandle(held.get(i).message().receiptHandle())
              .visibilityTimeout((int) timeout.toSeconds())
              .build());
    }
    try {
      List<BatchResultErrorEntry> failed =
          deleting
              .changeMessageVisibilityBatch(
                  request -> request.queueUrl(url.toString()).entries(entries))
              .failed();
      metrics.visibilityExtended(held.size() - failed.size());
      held.forEach(Held::hiddenAgain);
    } catch (SdkException | IllegalStateException e) { // the latter from a closed client
      LOGGER.debug("cannot hide queue={} error={}", name(), e.getClass().getSimpleName());
    }
  }

  /** How long the queue hides a message that it gave out; empty if it doesn't say. */
  Optional<Duration> visibilityTimeout() {
    try {
      String seconds =
          deleting
              .getQueueAttributes(
                  request ->
                      request
                          .queueUrl(url.toString())
                          .attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
              .attributes()
              .get(QueueAttributeName.VISIBILITY_TIMEOUT);
      return Optional.ofNullable(seconds).map(Long::parseLong).map(Duration::ofSeconds);
    } catch (SdkException | IllegalStateException e) { // as above
      LOGGER.debug("the queue doesn't tell its timeout queue={}", name());
      return Optional.empty();
    }
  }
}
