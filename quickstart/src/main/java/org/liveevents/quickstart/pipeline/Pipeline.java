package org.liveevents.quickstart.pipeline;

import java.net.URI;
import java.util.Map;
import org.liveevents.quickstart.embedded.CanvasKeys;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A pipeline at work somewhere: where Canvas sends to, and where one sees what came of it. */
public interface Pipeline extends AutoCloseable {

  /** A client of the server that has the queue. */
  SqsClient sqsClient();

  /** The queue the bridge reads. */
  URI queue();

  /** The keys whose signatures the bridge accepts. */
  CanvasKeys keys();

  /** Where webhooks go. */
  URI webhook();

  /** Where the query API is. */
  URI query();

  /** The brokers, as a client wants them. */
  String brokers();

  @Override
  void close();

  /** How many messages wait in the queue or are with a receiver; 0 once all are deleted. */
  default long undeleted() {
    Map<QueueAttributeName, String> attributes =
        sqsClient()
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(queue().toString())
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return attributes.values().stream().mapToLong(Long::parseLong).sum();
  }
}
