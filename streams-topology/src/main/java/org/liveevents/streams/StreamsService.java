package org.liveevents.streams;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicProvisioner;
import org.liveevents.runtime.kafka.TopicProvisioner.Provisioned;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.runtime.management.Health;
import org.liveevents.streams.course.View;
import org.liveevents.streams.topology.LiveEventsTopology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topology's process: what starts in which order, and how it stops. */
public final class StreamsService implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(StreamsService.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);
  private static final Duration PROVISION_PAUSE = Duration.ofSeconds(2);

  private final Admin admin;
  private final RawTopicWatch watch;
  private final KafkaStreams streams;
  private final CompletableFuture<State> ended = new CompletableFuture<>();

  private StreamsService(Admin admin, RawTopicWatch watch, KafkaStreams streams) {
    this.admin = admin;
    this.watch = watch;
    this.streams = streams;
  }

  /**
   * Creates missing topics, waiting for a broker if none is there, and starts.
   *
   * @throws MissingTopics if topics are missing that this account may not create
   */
  public static StreamsService start(TopologyConfig config) throws InterruptedException {
    Admin admin = Admin.create(new HashMap<String, Object>(config.kafka()));
    try {
      provision(admin, config);
      String application = StreamsProperties.applicationId(config);
      RawTopicWatch watch =
          new RawTopicWatch(
              admin, config.engine().topics().raw(), application, InstantSource.system());
      Topology topology = new LiveEventsTopology(config.engine(), watch).build();
      KafkaStreams streams =
          new KafkaStreams(topology, new StreamsConfig(StreamsProperties.of(config)));
      StreamsService service = new StreamsService(admin, watch, streams);
      service.run();
      return service;
    } catch (RuntimeException | InterruptedException e) {
      admin.close();
      throw e;
    }
  }

  private void run() {
    streams.setUncaughtExceptionHandler(new ThreadFailures(InstantSource.system()));
    streams.setStateListener(
        (now, before) -> {
          LOGGER.info("streams state={} before={}", now, before);
          if (now == State.ERROR || now == State.NOT_RUNNING) {
            ended.complete(now);
          }
        });
    var unused = watch.start();
    streams.start();
  }

  /** Whether all partitions this instance holds are restored and processed. */
  public Health health() {
    return new StreamsHealth(streams::state);
  }

  /** Completes when processing has ended for good, by itself or by {@link #close}. */
  public CompletableFuture<State> ended() {
    return ended.copy();
  }

  @Override
  public void close() {
    streams.close(CLOSE_PATIENCE);
    watch.close();
    admin.close();
  }

  private static void provision(Admin admin, TopologyConfig config) throws InterruptedException {
    TopicProvisioner provisioner = new TopicProvisioner(admin, config.replicationFactor());
    while (true) {
      try {
        Provisioned provisioned = provisioner.provision(topics(config));
        if (!provisioned.isComplete()) {
          throw new MissingTopics(provisioned.missing());
        }
        LOGGER.info("topics are there created={}", provisioned.created().size());
        return;
      } catch (RetriableException e) {
        LOGGER.warn("no broker answers, trying again error={}", e.toString());
        Thread.sleep(PROVISION_PAUSE.toMillis());
      }
    }
  }

  private static List<TopicSpec> topics(TopologyConfig config) {
    PipelineTopics pipeline = config.pipeline();
    List<TopicSpec> topics = new ArrayList<>(List.of(pipeline.raw(), pipeline.rejected()));
    for (KnownEvent known : EventCatalogue.bundled().all()) {
      topics.add(pipeline.typed(PayloadFormat.CANVAS, known.name().text()));
      if (known.inCaliper()) {
        topics.add(pipeline.typed(PayloadFormat.CALIPER, known.name().text()));
      }
    }
    for (PayloadFormat format : PayloadFormat.values()) {
      topics.add(pipeline.typed(format, EventName.UNRECOGNIZED));
    }
    for (View<?> view : LiveEventsTopology.views(config.engine())) {
      topics.add(pipeline.state(view.store()));
    }
    return topics;
  }

  /** Topics are missing and the account may not create them. */
  public static final class MissingTopics extends RuntimeException {
    MissingTopics(Map<String, String> reasons) {
      super("these topics are missing and could not be created: " + reasons);
    }
  }
}
