package org.liveevents.quickstart.pipeline;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import org.liveevents.quickstart.embedded.JwksServer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A pipeline that runs elsewhere, with a queue server that takes any credentials. */
public final class RemotePipeline implements Pipeline {

  private final CanvasKeys keys = new CanvasKeys(InstantSource.system());
  private final Addresses addresses;
  private final SqsClient sqs;
  private final JwksServer jwks;

  /**
   * Where everything is.
   *
   * @param brokers as a Kafka client wants them
   * @param keysPort where the bridge finds our keys, on all interfaces; 0 for any free one
   */
  public record Addresses(URI queue, URI webhook, URI query, String brokers, int keysPort) {}

  /** Begins to publish the keys. */
  public RemotePipeline(Addresses addresses) {
    this.addresses = addresses;
    this.sqs =
        SqsClient.builder()
            .endpointOverride(addresses.queue().resolve("/"))
            .region(Region.of(EmbeddedSqs.REGION))
            .credentialsProvider(EmbeddedSqs.credentials())
            .build();
    this.jwks = JwksServer.start(keys, new InetSocketAddress(addresses.keysPort()));
  }

  @Override
  public SqsClient sqsClient() {
    return sqs;
  }

  @Override
  public URI queue() {
    return addresses.queue();
  }

  @Override
  public CanvasKeys keys() {
    return keys;
  }

  @Override
  public URI webhook() {
    return addresses.webhook();
  }

  @Override
  public URI query() {
    return addresses.query();
  }

  @Override
  public String brokers() {
    return addresses.brokers();
  }

  @Override
  public void close() {
    jwks.close();
    sqs.close();
  }
}
