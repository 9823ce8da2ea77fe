package org.liveevents.bridge.kafka;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.management.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the fates of single writes say about the producer they all share. */
public final class ProducerHealth implements Health {

  private static final Logger LOGGER = LoggerFactory.getLogger(ProducerHealth.class);

  /** After these an idempotent producer fails every further write with the same error. */
  private static final Set<Class<? extends Exception>> FATAL =
      Set.of(
          ProducerFencedException.class,
          InvalidProducerEpochException.class,
          ClusterAuthorizationException.class,
          UnsupportedVersionException.class);

  private final CompletableFuture<String> lost = new CompletableFuture<>();
  private volatile Condition condition = Condition.ready();

  @Override
  public String name() {
    return "kafka-producer";
  }

  @Override
  public Condition condition() {
    return condition;
  }

  /** Completes, with the reason, if the producer becomes unusable: only a restart helps. */
  public CompletionStage<String> lost() {
    return lost;
  }

  /** Takes note of a write's end; null for success. */
  void note(@Nullable Throwable failure) {
    if (failure == null) {
      if (condition.state() == State.NOT_READY) {
        LOGGER.info("the broker acknowledges again");
        condition = Condition.ready();
      }
      return;
    }
    Throwable cause = RecordWriter.cause(failure);
    String error = cause.getClass().getSimpleName();
    if (cause instanceof RecordWriter.ProducerLost || FATAL.contains(cause.getClass())) {
      String reason =
          cause.getCause() == null ? error : cause.getCause().getClass().getSimpleName();
      condition = Condition.dead("the producer is unusable: " + reason);
      if (lost.complete(reason)) {
        LOGGER.error("the producer is unusable and needs a restart error={}", reason);
      }
    } else if (condition.state() == State.READY) {
      LOGGER.warn("the broker does not acknowledge error={}", error);
      condition = Condition.notReady("the broker does not acknowledge: " + error);
    }
  }
}
