package org.liveevents.bridge.spool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Intake;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.intake.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands deliveries to the broker, and to the spool when the broker doesn't take them in time.
 *
 * <pre>
 *   spool empty      webhook ─► broker ─► stored
 *                       │ refused, or not acknowledged in time: it, and all others in flight,
 *                       ▼ in the order in which they came
 *   spool not empty  webhook ─► spool ─► stored; the spool's oldest ─► broker
 *                    SQS waits: a queue is a spool of its own
 * </pre>
 *
 * So whatever came earlier is written earlier. What was in flight may be written twice.
 */
public final class SpoolingIntake implements Intake, AutoCloseable {

  /** A delivery the broker was offered, and what came of it. */
  private record Offered(
      Delivery delivery,
      long since,
      CompletableFuture<Receipt> atBroker,
      CompletableFuture<Receipt> answer) {

    static Offered now(Delivery delivery) {
      return new Offered(
          delivery, System.nanoTime(), new CompletableFuture<>(), new CompletableFuture<>());
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private static final Logger LOGGER = LoggerFactory.getLogger(SpoolingIntake.class);
  private static final Receipt STORED = new Receipt.Stored();
  private static final Receipt UNAVAILABLE = new Receipt.Unavailable(Duration.ofSeconds(5));
  private static final Duration CHECK = Duration.ofMillis(50);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Less than a receive loop waits for a receipt. */
  private static final Duration QUEUE_PATIENCE = Duration.ofSeconds(10);

  private final Intake broker;
  private final Spool spool;
  private final Duration patience;
  private final Drain drain;
  private final Set<Offered> inFlight = new LinkedHashSet<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "spool-watch"));

  private SpoolingIntake(Intake broker, Spool spool, Duration patience, Duration pause) {
    this.broker = broker;
    this.spool = spool;
    this.patience = patience;
    this.drain = new Drain(spool, broker, pause);
  }

  /** Starts handing on what the spool has. */
  public static SpoolingIntake start(Intake broker, Spool spool, Duration patience) {
    return start(broker, spool, patience, PAUSE);
  }

  static SpoolingIntake start(Intake broker, Spool spool, Duration patience, Duration pause) {
    SpoolingIntake intake = new SpoolingIntake(broker, spool, patience, pause);
    intake.drain.start();
    ScheduledFuture<?> unused =
        intake.watch.scheduleWithFixedDelay(
            intake::takeOverWhatWaits, CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS);
    return intake;
  }

  @Override
  public CompletionStage<Receipt> accept(Delivery delivery) {
    if (delivery.source() == Source.SQS) {
      return acceptAfterTheSpool(delivery);
    }
    Offered offered = Offered.now(delivery);
    synchronized (this) {
      if (spool.depth() > 0) {
        return spool.append(delivery).thenApply(taken -> taken ? STORED : UNAVAILABLE);
      }
      inFlight.add(offered);
    }
    var unused = broker.accept(delivery).thenAccept(receipt -> settle(offered, receipt));
    return offered.answer();
  }

  /**
   * Hands on what it can within the limit; the rest stays on disk for the next process. Nothing may
   * be offered any more.
   */
  public void close(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (spool.depth() > 0 && !drain.isRefused() && System.nanoTime() < deadline) {
      try {
        spool.emptied().get(CHECK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        LOGGER.debug("still handing on depth={}", spool.depth());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } catch (ExecutionException e) {
        throw new IllegalStateException("it only ever completes", e);
      }
    }
    watch.shutdownNow();
    drain.close();
    long left = spool.depth();
    spool.close();
    if (left > 0) {
      LOGGER.warn("deliveries stay in the spool for the next start depth={}", left);
    }
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  private CompletionStage<Receipt> acceptAfterTheSpool(Delivery delivery) {
    if (spool.depth() == 0) {
      return broker.accept(delivery);
    }
    return spool
        .emptied()
        .thenApply(done -> true)
        .completeOnTimeout(false, QUEUE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(
            empty ->
                empty ? broker.accept(delivery) : CompletableFuture.completedFuture(UNAVAILABLE));
  }

  private void settle(Offered offered, Receipt receipt) {
    if (receipt.isStored()) {
      synchronized (this) {
        inFlight.remove(offered);
      }
      offered.atBroker().complete(receipt);
      offered.answer().complete(receipt);
    } else {
      offered.atBroker().complete(receipt);
      takeOver();
    }
  }

  private void takeOverWhatWaits() {
    synchronized (this) {
      if (inFlight.isEmpty()
          || System.nanoTime() - inFlight.iterator().next().since() < patience.toNanos()) {
        return;
      }
    }
    takeOver();
  }

  /** Everything in flight goes to the spool, and from now on everything else, until it is empty. */
  private void takeOver() {
    List<Offered> all;
    List<CompletableFuture<Boolean>> taken = new ArrayList<>();
    synchronized (this) {
      all = new ArrayList<>(inFlight);
      inFlight.clear();
      all.forEach(offered -> taken.add(spool.append(offered.delivery())));
    }
    for (int i = 0; i < all.size(); i++) {
      Offered offered = all.get(i);
      var unused =
          taken
              .get(i)
              .thenAccept(
                  inSpool -> {
                    if (inSpool) {
                      offered.answer().complete(STORED);
                    } else { // then the broker's word is all there is
                      var unusedToo = offered.atBroker().thenAccept(offered.answer()::complete);
                    }
                  });
    }
  }
}
