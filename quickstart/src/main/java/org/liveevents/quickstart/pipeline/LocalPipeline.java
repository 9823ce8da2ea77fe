package org.liveevents.quickstart.pipeline;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import org.liveevents.quickstart.embedded.JwksServer;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Broker, queue, keys, bridge and topology, started in this order and stopped in reverse. */
public final class LocalPipeline implements Pipeline {

  /** The queue the bridge reads. */
  public static final String QUEUE = "canvas-live-events";

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final CanvasKeys keys = new CanvasKeys(InstantSource.system());
  private final EmbeddedKafka kafka;
  private final EmbeddedSqs sqs;
  private final URI queue;
  private final RunningService bridge;
  private final ServiceStarter topologyStarter;
  private final PipelineOptions options;
  private RunningService topology;

  /** Starts all parts, both services in this JVM. */
  public LocalPipeline(PipelineOptions options) {
    this(options, Services.bridge(), Services.topology(), part -> {});
  }

  /**
   * Starts all parts.
   *
   * @param progress told what is being started, in words for a person
   */
  public LocalPipeline(
      PipelineOptions options,
      ServiceStarter bridgeStarter,
      ServiceStarter topologyStarter,
      Consumer<String> progress) {
    this.options = options;
    this.topologyStarter = topologyStarter;
    try {
      progress.accept("Kafka broker");
      kafka = add(EmbeddedKafka.start(options.directory().resolve("kafka"), options.kafkaPort()));
      progress.accept("SQS server");
      sqs = add(EmbeddedSqs.start());
      queue = sqs.createQueue(QUEUE);
      JwksServer jwks = add(JwksServer.start(keys));
      progress.accept("ingest bridge");
      bridge = add(bridgeStarter.start(bridgeSettings(options, jwks)));
      progress.accept("streams topology");
      topology = topologyStarter.start(topologySettings(options.queryPort()));
      started.push(() -> topology.close());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  /** The broker. */
  public EmbeddedKafka kafka() {
    return kafka;
  }

  /** The SQS server. */
  public EmbeddedSqs sqs() {
    return sqs;
  }

  @Override
  public SqsClient sqsClient() {
    return sqs.client();
  }

  @Override
  public String brokers() {
    return kafka.bootstrapServers();
  }

  @Override
  public URI queue() {
    return queue;
  }

  @Override
  public CanvasKeys keys() {
    return keys;
  }

  @Override
  public URI webhook() {
    return bridge.address();
  }

  @Override
  public URI query() {
    return topology.address();
  }

  /** Stops the topology, and starts it again at the same address. */
  public void restartTopology() {
    int port = query().getPort();
    topology.close();
    topology = topologyStarter.start(topologySettings(port));
  }

  private Map<String, String> bridgeSettings(PipelineOptions options, JwksServer jwks) {
    // The bridge takes credentials from the AWS default chain, whose first link these are.
    System.getProperties().putIfAbsent("aws.accessKeyId", "local");
    System.getProperties().putIfAbsent("aws.secretAccessKey", "local");
    Map<String, String> settings = common(options);
    settings.put("SQS_QUEUE_URLS", queue.toString());
    settings.put("SQS_ENDPOINT", sqs.endpoint().toString());
    settings.put("AWS_REGION", EmbeddedSqs.REGION);
    settings.put("WEBHOOK_PORT", Integer.toString(options.webhookPort()));
    settings.put("WEBHOOK_JWKS_URL", jwks.url().toString());
    settings.put("WEBHOOK_ISSUER", CanvasKeys.ISSUER);
    settings.putAll(options.extra());
    return settings;
  }

  private Map<String, String> topologySettings(int queryPort) {
    Map<String, String> settings = common(options);
    settings.put("QUERY_PORT", Integer.toString(queryPort));
    settings.put("QUERY_AUTH", "none");
    settings.put("REORDER_GRACE", options.grace().toString());
    settings.put("KAFKA_STATE_DIR", options.directory().resolve("state").toString());
    settings.putAll(options.extra());
    return settings;
  }

  private Map<String, String> common(PipelineOptions options) {
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("RAW_PARTITIONS", "4");
    settings.put("TYPED_PARTITIONS", "1");
    settings.put("CANVAS_DEFAULT_SHARD", Long.toString(options.defaultShard()));
    settings.put("MANAGEMENT_PORT", "0");
    return settings;
  }

  @Override
  public void close() {
    RuntimeException first = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) { // the other parts must stop all the same
        if (first == null) {
          first = new IllegalStateException("a part of the pipeline did not stop well", e);
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
