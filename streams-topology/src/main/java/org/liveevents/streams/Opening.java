package org.liveevents.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicProvisioner;
import org.liveevents.runtime.kafka.TopicProvisioner.Provisioned;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.streams.course.View;
import org.liveevents.streams.topology.LiveEventsTopology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the broker and sees to the topics. */
final class Opening {

  private static final Logger LOGGER = LoggerFactory.getLogger(Opening.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final TopicProvisioner provisioner;
  private final TopologyConfig config;

  Opening(Admin admin, TopologyConfig config) {
    this.provisioner = new TopicProvisioner(admin, config.replicationFactor());
    this.config = config;
  }

  /** Blocks until the topics are there; false if some are missing and not ours to create. */
  boolean awaitTopics() throws InterruptedException {
    while (true) {
      try {
        Provisioned provisioned = provisioner.provision(topics());
        LOGGER.info("topics created count={}", provisioned.created().size());
        provisioned
            .missing()
            .forEach(
                (topic, reason) ->
                    LOGGER.error(
                        "topic missing and not ours to create: have it created topic={} error={}",
                        topic,
                        reason));
        return provisioned.isComplete();
      } catch (RetriableException e) {
        LOGGER.warn(
            "waiting for the broker servers={} error={}",
            config.kafka().get("bootstrap.servers"),
            e.getClass().getSimpleName());
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private List<TopicSpec> topics() {
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
}
