package org.liveevents.bridge.sqs;

import java.net.URI;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An SQS server in this process, and its owner's view of the queues. */
final class LocalSqs implements AutoCloseable {

  private final SQSRestServer server =
      SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
  private final URI endpoint =
      URI.create("http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
  private final SqsClient client =
      SqsClient.builder()
          .endpointOverride(endpoint)
          .region(Region.EU_WEST_1)
          .httpClientBuilder(Apache5HttpClient.builder())
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
          .build();

  URI endpoint() {
    return endpoint;
  }

  SqsClient client() {
    return client;
  }

  /** Creates one, whose name is cut to what SQS allows, and tells its address. */
  String createQueue(String name, int visibilitySeconds) {
    return client
        .createQueue(
            request ->
                request
                    .queueName(name.substring(0, Math.min(80, name.length())))
                    .attributes(
                        Map.of(
                            QueueAttributeName.VISIBILITY_TIMEOUT,
                            Integer.toString(visibilitySeconds))))
        .queueUrl();
  }

  void send(String queue, String body) {
    client.sendMessage(request -> request.queueUrl(queue).messageBody(body));
  }

  /** How many wait or are with a receiver. */
  int messagesLeft(String queue) {
    Map<QueueAttributeName, String> counts =
        client
            .getQueueAttributes(
                request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        + Integer.parseInt(
            counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  @Override
  public void close() {
    client.close();
    server.stopAndWait();
  }
}
