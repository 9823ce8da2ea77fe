package org.liveevents.bridge.sqs;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Intake;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.intake.Source;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.event.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * One receive loop: receive, offer to the intake, delete what is stored. What isn't stored is left
 * alone; SQS gives it again when its visibility timeout is over.
 */
final class SqsReceiver implements Runnable {

  private static final Logger LOGGER = LoggerFactory.getLogger(SqsReceiver.class);
  private static final String EVENT_NAME = "event_name";

  /** Longer than any write takes, shorter than the usual visibility timeout of 30 s. */
  private static final Duration RECEIPT_LIMIT = Duration.ofSeconds(15);

  private final Queue queue;
  private final Intake intake;
  private final InstantSource clock;
  private final Backoff backoff;
  private final BridgeMetrics metrics;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile String lastError = "";

  SqsReceiver(
      Queue queue, Intake intake, InstantSource clock, Backoff backoff, BridgeMetrics metrics) {
    this.queue = queue;
    this.intake = intake;
    this.clock = clock;
    this.backoff = backoff;
    this.metrics = metrics;
  }

  @Override
  public void run() {
    try {
      while (!isStopping()) {
        if (receiveOnce()) {
          backoff.reset();
        } else if (stopping.await(backoff.afterFailure().toMillis(), MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) { // the loop is asked to end
      Thread.currentThread().interrupt();
    }
  }

  /** No further messages; those at hand are finished. */
  void stop() {
    stopping.countDown();
  }

  /** The last call's error, or empty if it worked. */
  String lastError() {
    return lastError;
  }

  /** Returns whether it is worth going on at once. */
  private boolean receiveOnce() throws InterruptedException {
    List<Message> messages;
    try {
      messages = queue.receive();
      lastError = "";
    } catch (SdkException | IllegalStateException e) { // the latter from a closed client
      if (isStopping()) {
        return true;
      }
      String error = errorOf(e);
      if (!error.equals(lastError)) {
        LOGGER.warn("cannot receive, will go on trying queue={} error={}", queue.name(), error);
      }
      lastError = error;
      metrics.receiveFailed(error);
      return false;
    }
    if (messages.isEmpty()) {
      return true;
    }
    List<Message> stored = store(messages);
    if (!stored.isEmpty()) {
      queue.delete(stored);
    }
    return stored.size() == messages.size();
  }

  private List<Message> store(List<Message> messages) throws InterruptedException {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(messages.size());
    for (Message message : messages) {
      receipts.add(intake.accept(delivery(message)).toCompletableFuture());
    }
    long deadline = System.nanoTime() + RECEIPT_LIMIT.toNanos();
    List<Message> stored = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      if (isStored(receipts.get(i), Duration.ofNanos(deadline - System.nanoTime()))) {
        stored.add(messages.get(i));
      }
    }
    return stored;
  }

  private static boolean isStored(CompletableFuture<Receipt> receipt, Duration limit)
      throws InterruptedException {
    try {
      return receipt.get(Math.max(0, limit.toMillis()), MILLISECONDS).isStored();
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  private Delivery delivery(Message message) {
    String count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
    if (count != null && !count.equals("1")) {
      metrics.redelivered();
    }
    MessageAttributeValue name = message.messageAttributes().get(EVENT_NAME);
    return new Delivery(
        Source.SQS,
        message.messageId(),
        clock.instant(),
        Payload.of(message.body()),
        name == null ? Optional.empty() : Optional.ofNullable(name.stringValue()),
        Optional.empty());
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** A bounded word: the service's error code, else the kind of exception. */
  private static String errorOf(RuntimeException e) {
    return e instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? service.awsErrorDetails().errorCode()
        : e.getClass().getSimpleName();
  }
}
