package org.liveevents.streams;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.runtime.ExitCode;
import org.liveevents.runtime.command.RunningService;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.runtime.kafka.TopicsAwaited;
import org.liveevents.runtime.management.ManagementServer;
import org.liveevents.runtime.registry.PipelineSchemas;
import org.liveevents.runtime.registry.SchemasRegistered;
import org.liveevents.runtime.status.BridgeStatuses;
import org.liveevents.streams.console.RejectedLately;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.Address;
import org.liveevents.streams.query.Insight;
import org.liveevents.streams.query.QueryParts;
import org.liveevents.streams.query.QueryServer;
import org.liveevents.streams.query.kafka.Restores;
import org.liveevents.streams.query.kafka.StateFeed;
import org.liveevents.streams.query.kafka.StreamsOwnership;
import org.liveevents.streams.query.kafka.StreamsStores;
import org.liveevents.streams.query.kafka.StreamsStores.RawPosition;
import org.liveevents.streams.topology.LiveEventsTopology;
import org.liveevents.streams.topology.Names;
import org.liveevents.streams.topology.RegisteredFraming;
import org.liveevents.streams.validate.DriftLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running topology. Its ports are open when {@link #start} returns; it processes once the
 * broker was reached and the topics are there, and says that it isn't ready until then.
 *
 * <pre>
 *   start: management port, query port
 *          ─ then, in the background ─ topics, schemas, watches, rejected, feed, streams
 *   stop:  query port, streams, feed, watches, rejected, management port
 * </pre>
 */
public final class StreamsService implements RunningService {

  private static final Logger LOGGER = LoggerFactory.getLogger(StreamsService.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

  /** Whatever is still asked at the end, nobody waits for its answer. */
  private static final Duration ADMIN_PATIENCE = Duration.ofSeconds(2);

  private static final Duration OPENING_PATIENCE = Duration.ofSeconds(10);

  private final Admin admin;
  private final GroupMembershipOperation onClose;
  private final RawTopicWatch watch;
  private final GroupWatch group;
  private final RegisteredFraming framing = new RegisteredFraming();
  private final KafkaStreams streams;
  private final StateInUse state;
  private final StateFeed feed;
  private final KafkaStreamsMetrics metrics;
  private final ManagementServer management;
  private final BridgeStatuses bridges;
  private final RejectedTopicTail rejectedTail;
  private final QueryServer query;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread opening;
  private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();

  private StreamsService(TopologyConfig config) {
    this.admin = Admin.create(new HashMap<String, Object>(config.installation().kafka()));
    this.watch =
        new RawTopicWatch(
            admin,
            config.engine().topics().raw(),
            StreamsProperties.applicationId(config),
            InstantSource.system());
    // A static member comes back under its name; for any other the group need not wait.
    this.onClose =
        config.installation().kafka().containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
            ? GroupMembershipOperation.REMAIN_IN_GROUP
            : GroupMembershipOperation.LEAVE_GROUP;
    Address self = config.query().advertised().orElseGet(StreamsService::unadvertised);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    DriftLog drift = new DriftLog(InstantSource.system(), meters);
    StreamsConfig properties = new StreamsConfig(StreamsProperties.of(config, self));
    LiveEventsTopology pipeline =
        new LiveEventsTopology(
            config.engine(),
            watch,
            new RawTopicReader(
                admin,
                config.engine().topics().raw(),
                StreamsProperties.applicationId(config),
                properties.getRestoreConsumerConfigs("reread")),
            drift,
            framing);
    Topology topology = pipeline.build();
    MemberIds memberIds = new MemberIds();
    this.state = StateInUse.of(properties);
    this.streams = new KafkaStreams(topology, properties, memberIds);
    this.group = group(config, properties, memberIds);
    streams.setUncaughtExceptionHandler(new ThreadFailures(InstantSource.system()));
    streams.setStateListener(this::onState);
    this.metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(meters);
    new WindowMeters(pipeline.windows()).bindTo(meters);
    this.management =
        ManagementServer.start(
            config.managementPort(), meters, List.of(new StreamsHealth(streams::state)));
    this.feed =
        new StateFeed(config.engine().topics(), properties.getRestoreConsumerConfigs("state"));
    this.bridges =
        BridgeStatuses.start(
            config.installation().kafka(), config.engine().topics().bridgeStatus());
    RejectedLately rejected = new RejectedLately();
    this.rejectedTail =
        RejectedTopicTail.start(
            config.installation().kafka(),
            config.engine().topics().rejected(),
            rejected,
            InstantSource.system());
    Restores restores = new Restores();
    streams.setGlobalStateRestoreListener(restores);
    Insight insight = new Insight(pipeline.pulse(), restores::underWay, bridges::all, rejected);
    this.query =
        QueryServer.start(
            config.query(), queryParts(config, topology, drift, self, restores, insight));
    this.opening = new Thread(() -> open(config), "topology-opening");
  }

  private GroupWatch group(TopologyConfig config, StreamsConfig properties, MemberIds memberIds) {
    String id = StreamsProperties.applicationId(config);
    boolean isStreamsProtocol = StreamsProperties.isStreamsProtocol(config.installation().kafka());
    return new GroupWatch(
        isStreamsProtocol
            ? new GroupWatch.Streams(admin, id)
            : new GroupWatch.Classic(admin, id, memberIds),
        StreamsProperties.session(properties, isStreamsProtocol),
        InstantSource.system(),
        System::nanoTime);
  }

  /**
   * Kafka Streams tells who holds what only to instances with an address. One that isn't advertised
   * has this, which nobody reaches: others then say that they can't answer for its partitions.
   */
  private static Address unadvertised() {
    return new Address("unadvertised-" + UUID.randomUUID(), 1);
  }

  private QueryParts queryParts(
      TopologyConfig config,
      Topology topology,
      DriftLog drift,
      Address self,
      Restores restores,
      Insight insight) {
    String raw = config.engine().topics().raw();
    StreamsOwnership ownership =
        new StreamsOwnership(streams, raw, Names.LEDGER_STORE, self, watch);
    StreamsStores stores =
        new StreamsStores(
            streams, ownership, restores, group, new RawPosition(raw, Names.LEDGER_STORE, watch));
    watch.afterwards(stores::lookAtCopies);
    return new QueryParts(
        ownership,
        stores,
        feed,
        Names.LEDGER_STORE,
        drift,
        topology.describe().toString(),
        config.engine().historyRetention(),
        InstantSource.system(),
        insight);
  }

  /**
   * Opens the ports and goes about reaching the broker.
   *
   * @throws org.apache.kafka.common.KafkaException if a Kafka setting is wrong
   */
  public static StreamsService start(TopologyConfig config) {
    StreamsService service = new StreamsService(config);
    service.opening.start();
    return service;
  }

  /** Completes when processing has ended for good, by itself or by {@link #close}, with how. */
  @Override
  public CompletionStage<ExitCode> ended() {
    return ended;
  }

  /** The query API's port. */
  public int queryPort() {
    return query.port();
  }

  /** The management port. */
  public int managementPort() {
    return management.port();
  }

  @Override
  public void close() {
    LOGGER.info("stopping");
    query.close();
    stopping.countDown();
    try {
      opening.join(OPENING_PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean finished =
        streams.close(CloseOptions.timeout(CLOSE_PATIENCE).withGroupMembershipOperation(onClose));
    if (finished) {
      state.end();
    }
    feed.close();
    group.close();
    watch.close();
    rejectedTail.close();
    bridges.close();
    metrics.close();
    management.close();
    admin.close(ADMIN_PATIENCE);
    ended.complete(finished ? ExitCode.OK : ExitCode.UNFINISHED);
    LOGGER.info("stopped");
  }

  private void open(TopologyConfig config) {
    try {
      switch (new TopicsAwaited(admin, config.installation(), stopping)
          .await(topics(config), reason -> {})) {
        case THERE -> process(config);
        case MISSING -> ended.complete(ExitCode.TOPICS);
        case STOPPED -> LOGGER.info("stopped before the broker was reached");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOGGER.error("the topology cannot be opened", e);
      ended.complete(ExitCode.FAILED);
    }
  }

  private void process(TopologyConfig config) throws InterruptedException {
    if (config.registry().isPresent()) {
      Optional<Map<String, Integer>> ids =
          new SchemasRegistered(config.registry().get(), stopping)
              .await(PipelineSchemas.of(config.engine().topics()));
      if (ids.isEmpty()) {
        ended.complete(ExitCode.REGISTRY);
        return;
      }
      framing.use(ids.get());
    }
    watch.start();
    group.start();
    feed.start();
    state.discardUnfinished();
    streams.start();
  }

  /** All topics written here, and the raw one. */
  private static List<TopicSpec> topics(TopologyConfig config) {
    PipelineTopics pipeline = config.installation().topics();
    List<TopicSpec> topics =
        new ArrayList<>(List.of(pipeline.raw(), pipeline.rejected(), pipeline.forget()));
    topics.addAll(pipeline.typed(EventCatalogue.bundled()));
    Views.topics().forEach(store -> topics.add(pipeline.state(store)));
    return topics;
  }

  private void onState(State now, State before) {
    LOGGER.info("streams state={} before={}", now, before);
    if (now == State.RUNNING) {
      state.begin();
    } else if (now == State.ERROR) {
      ended.complete(ExitCode.FAILED);
    }
  }
}
