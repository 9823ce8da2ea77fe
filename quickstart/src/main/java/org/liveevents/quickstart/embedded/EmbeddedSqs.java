package org.liveevents.quickstart.embedded;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * An SQS server on the loopback interface. Queues live in memory and end with it; any credentials
 * are good.
 */
public final class EmbeddedSqs implements AutoCloseable {

  /** The region clients must name; the server does not look at it. */
  public static final String REGION = "us-east-1";

  private static final Duration VISIBILITY_TIMEOUT = Duration.ofSeconds(30);

  private final SQSRestServer server;
  private final URI endpoint;
  private final SqsClient client;

  private EmbeddedSqs(SQSRestServer server, URI endpoint) {
    this.server = server;
    this.endpoint = endpoint;
    this.client =
        SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(credentials())
            .build();
  }

  /** Starts the server on a free port. */
  public static EmbeddedSqs start() {
    return start(0);
  }

  /** Starts the server on that port, or on a free one if it is 0. */
  public static EmbeddedSqs start(int requested) {
    int port = FreePorts.orFree(requested);
    SQSRestServer server =
        SQSRestServerBuilder.withInterface("127.0.0.1")
            .withPort(port)
            // Queue addresses name this host and port; by default they would name another host.
            .withServerAddress(new NodeAddress("http", "127.0.0.1", port, ""))
            .start();
    server.waitUntilStarted();
    return new EmbeddedSqs(server, URI.create("http://127.0.0.1:" + port));
  }

  /** Where clients connect. */
  public URI endpoint() {
    return endpoint;
  }

  /** Credentials the server accepts. */
  public static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
  }

  /** A client of this server; closed with it. */
  public SqsClient client() {
    return client;
  }

  /** Creates a standard queue, unless it is there, and tells its address. */
  public URI createQueue(String name) {
    return URI.create(
        client
            .createQueue(
                queue ->
                    queue
                        .queueName(name)
                        .attributes(
                            Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                Long.toString(VISIBILITY_TIMEOUT.toSeconds()))))
            .queueUrl());
  }

  /** How many messages wait in the queue or are with a receiver; 0 once all are deleted. */
  public long undeleted(URI queue) {
    Map<QueueAttributeName, String> attributes =
        client
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(queue.toString())
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return attributes.values().stream().mapToLong(Long::parseLong).sum();
  }

  @Override
  public void close() {
    client.close();
    server.stopAndWait();
  }
}
