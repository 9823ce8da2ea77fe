package org.liveevents.acceptance;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Canvas' side of a queue. */
final class CanvasQueue {

  private static final int BATCH = 10;

  private final EmbeddedSqs sqs;
  private final URI url;

  private CanvasQueue(EmbeddedSqs sqs, URI url) {
    this.sqs = sqs;
    this.url = url;
  }

  /**
   * Creates a queue.
   *
   * @param visibility how long a message that was received and not deleted stays away
   */
  static CanvasQueue create(EmbeddedSqs sqs, Duration visibility) {
    URI url = sqs.createQueue("canvas-live-events");
    Map<QueueAttributeName, String> attributes =
        Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(visibility.toSeconds()));
    sqs.client()
        .setQueueAttributes(request -> request.queueUrl(url.toString()).attributes(attributes));
    return new CanvasQueue(sqs, url);
  }

  /** What a bridge must be told to receive from it. */
  Map<String, String> settings() {
    return Map.of(
        "SQS_QUEUE_URLS", url.toString(),
        "SQS_ENDPOINT", sqs.endpoint().toString(),
        "AWS_REGION", EmbeddedSqs.REGION);
  }

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
      sqs.client().sendMessageBatch(batch -> batch.queueUrl(url.toString()).entries(entries));
    }
  }

  /** Whether everything was deleted, and not only received. */
  boolean isEmpty() {
    return sqs.undeleted(url) == 0;
  }
}
