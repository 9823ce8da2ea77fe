package org.liveevents.bridge;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicProvisioner;
import org.liveevents.runtime.kafka.TopicProvisioner.Provisioned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the broker and sees to the topics. */
final class Opening {

  private static final Logger LOGGER = LoggerFactory.getLogger(Opening.class);
  private static final int PAUSE_SECONDS = 2;

  /** How it ended. */
  enum Outcome {
    TOPICS_THERE,
    TOPICS_MISSING,
    STOPPED
  }

  private final BridgeConfig config;
  private final Gate gate;
  private final CountDownLatch stopping;

  Opening(BridgeConfig config, Gate gate, CountDownLatch stopping) {
    this.config = config;
    this.gate = gate;
    this.stopping = stopping;
  }

  /** Blocks until the topics are there, or can't be, or we are stopped. */
  Outcome awaitTopics() throws InterruptedException {
    Admin admin = Admin.create(adminSettings());
    try {
      TopicProvisioner provisioner = new TopicProvisioner(admin, config.replicationFactor());
      PipelineTopics topics = config.topics();
      while (true) {
        try {
          Provisioned provisioned =
              provisioner.provision(
                  List.of(topics.raw(), topics.rejected(), topics.bridgeStatus()));
          return report(provisioned);
        } catch (RetriableException e) {
          LOGGER.warn(
              "waiting for the broker servers={} error={}",
              config.kafka().get("bootstrap.servers"),
              e.getClass().getSimpleName());
        } catch (KafkaException e) {
          gate.explain("the broker refuses: " + e.getClass().getSimpleName());
          LOGGER.error("the broker refuses error={}", e.getClass().getSimpleName());
        }
        if (stopping.await(PAUSE_SECONDS, SECONDS)) {
          return Outcome.STOPPED;
        }
      }
    } finally {
      admin.close(Duration.ofSeconds(1));
    }
  }

  private static Outcome report(Provisioned provisioned) {
    provisioned.created().forEach(topic -> LOGGER.info("topic created topic={}", topic));
    provisioned
        .missing()
        .forEach(
            (topic, reason) ->
                LOGGER.error(
                    "topic missing and not ours to create: have it created topic={} error={}",
                    topic,
                    reason));
    return provisioned.isComplete() ? Outcome.TOPICS_THERE : Outcome.TOPICS_MISSING;
  }

  private Map<String, Object> adminSettings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "8000");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
    settings.putAll(config.kafka());
    return settings;
  }
}
