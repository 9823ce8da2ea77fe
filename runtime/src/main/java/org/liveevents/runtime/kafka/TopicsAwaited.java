package org.liveevents.runtime.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.kafka.TopicProvisioner.Provisioned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the broker and sees to the topics. */
public final class TopicsAwaited {

  private static final Logger LOGGER = LoggerFactory.getLogger(TopicsAwaited.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** How it ended. */
  public enum Outcome {
    /** All topics are there. */
    THERE,
    /** Some are missing and not ours to create; the log names them. */
    MISSING,
    /** We were stopped before the broker was reached. */
    STOPPED
  }

  private final TopicProvisioner provisioner;
  private final String brokers;
  private final CountDownLatch stopping;

  /**
   * A wait; the caller keeps and closes the admin client.
   *
   * @param stopping counted down when the process stops
   */
  public TopicsAwaited(Admin admin, Installation installation, CountDownLatch stopping) {
    this.provisioner = new TopicProvisioner(admin, installation.replicationFactor());
    this.brokers = installation.brokers();
    this.stopping = stopping;
  }

  /**
   * Blocks until the topics are there, or can't be, or we are stopped.
   *
   * @param explain told, in a sentence, why it still waits when the broker refuses
   */
  public Outcome await(Collection<TopicSpec> topics, Consumer<String> explain)
      throws InterruptedException {
    while (true) {
      try {
        return report(provisioner.provision(topics));
      } catch (RetriableException e) {
        LOGGER.warn(
            "waiting for the broker servers={} error={}", brokers, e.getClass().getSimpleName());
      } catch (KafkaException e) {
        explain.accept("the broker refuses: " + e.getClass().getSimpleName());
        LOGGER.error("the broker refuses error={}", e.getClass().getSimpleName());
      }
      if (stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        return Outcome.STOPPED;
      }
    }
  }

  private static Outcome report(Provisioned provisioned) {
    if (!provisioned.created().isEmpty()) {
      LOGGER.info("topics created count={}", provisioned.created().size());
    }
    provisioned
        .missing()
        .forEach(
            (topic, reason) ->
                LOGGER.error(
                    "topic missing and not ours to create: have it created topic={} error={}",
                    topic,
                    reason));
    return provisioned.isComplete() ? Outcome.THERE : Outcome.MISSING;
  }
}
