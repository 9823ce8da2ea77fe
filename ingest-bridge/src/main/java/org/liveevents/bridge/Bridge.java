package org.liveevents.bridge;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.liveevents.bridge.intake.Admission;
import org.liveevents.bridge.intake.Intake;
import org.liveevents.bridge.intake.Reception;
import org.liveevents.bridge.intake.Source;
import org.liveevents.bridge.kafka.ProducerHealth;
import org.liveevents.bridge.kafka.ProducerSettings;
import org.liveevents.bridge.kafka.RawTopicIntake;
import org.liveevents.bridge.kafka.StatusTopic;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.bridge.spool.CoveredBySpool;
import org.liveevents.bridge.spool.Spool;
import org.liveevents.bridge.spool.SpoolingIntake;
import org.liveevents.bridge.sqs.SqsSource;
import org.liveevents.bridge.status.StatusReporter;
import org.liveevents.bridge.status.Versions;
import org.liveevents.bridge.webhook.WebhookSource;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.runtime.ExitCode;
import org.liveevents.runtime.command.RunningService;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicsAwaited;
import org.liveevents.runtime.management.Health;
import org.liveevents.runtime.management.ManagementServer;
import org.liveevents.runtime.status.BridgeStatuses;
import org.liveevents.status.BridgeStatus;
import org.liveevents.status.BridgeStatus.SpoolLevel;
import org.liveevents.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running bridge. Its ports are open when {@link #start} returns; it takes events once the
 * broker was reached and the topics are there, and answers 503 until then.
 *
 * <pre>
 *   start: producer, management port, webhook ─ then, in the background ─ topics, gate, SQS
 *   stop:  SQS, webhook, spool, status, producer, management port
 * </pre>
 */
public final class Bridge implements RunningService {

  private static final Logger LOGGER = LoggerFactory.getLogger(Bridge.class);
  private static final Duration OPENING_LIMIT = Duration.ofSeconds(10);

  /** How long a stop may take for handing on what is in the spool. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(8);

  private final BridgeConfig config;
  private final Gate gate = new Gate();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CompletableFuture<Bridge> ready = new CompletableFuture<>();
  private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();
  private final RawTopicIntake intake;
  private final Optional<Spool> spool;
  private final Optional<SpoolingIntake> spooling;
  private final Optional<SqsSource> sqs;
  private final Optional<WebhookSource> webhook;
  private final ManagementServer management;
  private final BridgeStatuses statuses;
  private final StatusReporter reporter;
  private final Thread opening;

  private Bridge(BridgeConfig config, InstantSource clock) {
    this.config = config;
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    BridgeMetrics metrics = new BridgeMetrics(meters);
    Admission admission =
        new Admission(new EnvelopeReader(EventCatalogue.bundled(), config.installation().ids()));
    Topics topics = config.installation().topics().topics();
    KafkaProducer<byte[], byte[]> producer = producer(config);
    ProducerHealth producing = new ProducerHealth();
    this.intake = new RawTopicIntake(admission, producer, topics, producing, metrics);
    this.spool = config.spool().map(found -> Spool.start(found, clock, metrics));
    this.spooling =
        spool.map(
            found -> SpoolingIntake.start(gate, found, config.spool().orElseThrow().patience()));
    Intake reception = new Reception(spooling.<Intake>map(found -> found).orElse(gate), metrics);
    this.sqs =
        config
            .sqs()
            .map(
                found ->
                    new SqsSource(found, reception, clock, RandomGenerator.getDefault(), metrics));
    List<Health> parts = new ArrayList<>(List.of(covered(gate), covered(producing)));
    spool.ifPresent(parts::add);
    sqs.ifPresent(parts::add);
    this.management = ManagementServer.start(config.managementPort(), meters, parts);
    this.webhook =
        config
            .webhook()
            .map(found -> WebhookSource.start(found, reception, clock, Bridge::requestId, metrics));
    this.statuses = BridgeStatuses.start(config.installation().kafka(), topics.bridgeStatus());
    this.reporter =
        StatusReporter.start(
            sources(config),
            instance(),
            known(statuses),
            new StatusTopic(producer, topics.bridgeStatus(), producing),
            () -> spool.map(found -> new SpoolLevel(found.depth(), found.bytes())),
            Versions.ofThisProcess(),
            clock,
            metrics);
    this.opening = new Thread(this::open, "bridge-opening");
    var unused = producing.lost().thenRun(() -> ended.complete(ExitCode.PRODUCER_LOST));
  }

  /** Opens the ports and goes about reaching the broker. */
  public static Bridge start(BridgeConfig config, InstantSource clock) {
    Bridge bridge = new Bridge(config, clock);
    bridge.opening.start();
    return bridge;
  }

  /** Completes when events are taken; exceptionally if they never will be. */
  public CompletionStage<Bridge> ready() {
    return ready;
  }

  /** Completes when the bridge has ended, by itself or by {@link #close}, with how. */
  @Override
  public CompletionStage<ExitCode> ended() {
    return ended;
  }

  /** The webhook's port; 0 if there is no webhook. */
  public int webhookPort() {
    return webhook.map(WebhookSource::port).orElse(0);
  }

  /** The management port. */
  public int managementPort() {
    return management.port();
  }

  /** Stops receiving, finishes what is in flight within 20 seconds or so, and ends. */
  @Override
  public void close() {
    LOGGER.info("stopping");
    stopping.countDown();
    opening.interrupt();
    boolean finished = awaitOpening();
    sqs.ifPresent(SqsSource::close);
    webhook.ifPresent(WebhookSource::close);
    spooling.ifPresent(found -> found.close(DRAIN_LIMIT));
    reporter.close();
    statuses.close();
    intake.close();
    management.close();
    ready.cancel(false);
    ended.complete(finished ? ExitCode.OK : ExitCode.UNFINISHED);
    LOGGER.info("stopped");
  }

  private void open() {
    try {
      switch (awaitTopics()) {
        case THERE -> begin();
        case MISSING -> {
          ready.completeExceptionally(new IllegalStateException("topics are missing"));
          ended.complete(ExitCode.TOPICS);
        }
        case STOPPED -> LOGGER.info("stopped before the broker was reached");
      }
    } catch (InterruptedException e) { // asked to stop
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOGGER.error("the bridge cannot be opened", e);
      ready.completeExceptionally(e);
      ended.complete(ExitCode.FAILED);
    }
  }

  private TopicsAwaited.Outcome awaitTopics() throws InterruptedException {
    PipelineTopics topics = config.installation().topics();
    Map<String, Object> settings = new HashMap<>();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "8000");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
    settings.putAll(config.installation().kafka());
    try (Admin admin = Admin.create(settings)) {
      return new TopicsAwaited(admin, config.installation(), stopping)
          .await(List.of(topics.raw(), topics.rejected(), topics.bridgeStatus()), gate::explain);
    }
  }

  private void begin() {
    try {
      intake.warmUp();
    } catch (KafkaException e) { // the first deliveries will wait for it instead
      LOGGER.warn("no metadata of the topics yet error={}", e.getClass().getSimpleName());
    }
    if (stopping.getCount() == 0) {
      return;
    }
    gate.open(intake);
    sqs.ifPresent(SqsSource::start);
    LOGGER.info(
        "taking events webhookPort={} managementPort={} queues={}",
        webhookPort(),
        managementPort(),
        config.sqs().map(found -> found.queueUrls().size()).orElse(0));
    ready.complete(this);
  }

  private boolean awaitOpening() {
    try {
      opening.join(OPENING_LIMIT.toMillis());
      return !opening.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Without the broker webhooks can be taken as long as the spool has room. */
  private Health covered(Health part) {
    return config.webhook().isEmpty() || spool.isEmpty()
        ? part
        : new CoveredBySpool(part, spool.get());
  }

  private static KafkaProducer<byte[], byte[]> producer(BridgeConfig config) {
    return new KafkaProducer<>(
        ProducerSettings.of(config.installation().kafka()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static StatusReporter.Others known(BridgeStatuses statuses) {
    return new StatusReporter.Others() {
      @Override
      public boolean areKnown() {
        return statuses.isCaughtUp();
      }

      @Override
      public Collection<BridgeStatus> all() {
        return statuses.all();
      }
    };
  }

  private static List<String> sources(BridgeConfig config) {
    List<String> sources = new ArrayList<>();
    config.sqs().ifPresent(found -> sources.add(Source.SQS.label()));
    config.webhook().ifPresent(found -> sources.add(Source.WEBHOOK.label()));
    return sources;
  }

  /** Host and port: the same after a restart in place, and no other bridge's. */
  private String instance() {
    try {
      return InetAddress.getLocalHost().getHostName() + ":" + managementPort();
    } catch (UnknownHostException e) { // a machine without a name
      return "localhost:" + managementPort();
    }
  }

  private static String requestId() {
    return UUID.randomUUID().toString();
  }
}
