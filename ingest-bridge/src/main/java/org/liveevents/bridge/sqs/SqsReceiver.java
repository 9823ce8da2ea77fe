package org.liveevents.bridge.sqs;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Intake;
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
 * One receive loop: receive, offer to the intake, receive more. What is stored goes to the deleter;
 * what isn't is left alone, and SQS gives it again when its visibility timeout is over.
 */
final class SqsReceiver implements Runnable {

  private static final Logger LOGGER = LoggerFactory.getLogger(SqsReceiver.class);
  private static final String EVENT_NAME = "event_name";

  private final Queue queue;
  private final InFlight inFlight;
  private final Deleter deleter;
  private final Intake intake;
  private final InstantSource clock;
  private final Backoff backoff;
  private final BridgeMetrics metrics;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile String lastError = "";
  private volatile boolean refused;

  SqsReceiver(
      Queue queue,
      InFlight inFlight,
      Deleter deleter,
      Intake intake,
      InstantSource clock,
      Backoff backoff,
      BridgeMetrics metrics) {
    this.queue = queue;
    this.inFlight = inFlight;
    this.deleter = deleter;
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
    boolean probing = refused;
    try {
      messages = queue.receive(probing ? 1 : Queue.BATCH);
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
    List<Held> received = messages.stream().map(Held::new).toList();
    inFlight.add(received);
    List<CompletableFuture<Boolean>> offered = new ArrayList<>(received.size());
    for (Held held : received) {
      inFlight.admit(held);
      offered.add(offer(held));
    }
    // As long as nothing can be stored, one message at a time finds out when that is over.
    return probing ? offered.stream().allMatch(CompletableFuture::join) : !refused;
  }

  /** Completes with whether it is stored; never exceptionally. */
  private CompletableFuture<Boolean> offer(Held held) {
    return intake
        .accept(delivery(held.message()))
        .handle(
            (receipt, failure) -> {
              boolean stored = failure == null && receipt.isStored();
              if (stored) {
                deleter.offer(held);
              } else {
                inFlight.remove(held);
              }
              refused = !stored;
              return stored;
            })
        .toCompletableFuture();
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
