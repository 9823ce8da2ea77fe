package org.liveevents.bridge;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Intake;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.runtime.management.Health;

/**
 * Stands before the intake and answers {@code Unavailable} until it is opened: the webhook listens,
 * and says 503, before the broker was ever reached.
 */
final class Gate implements Intake, Health {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private volatile @Nullable Intake behind;
  private volatile String reason = "the broker has not been reached yet";

  /** Lets deliveries through from now on. */
  void open(Intake intake) {
    behind = intake;
  }

  /** Says why it stays closed. */
  void explain(String why) {
    reason = why;
  }

  @Override
  public CompletionStage<Receipt> accept(Delivery delivery) {
    Intake open = behind;
    return open == null
        ? CompletableFuture.completedFuture(new Receipt.Unavailable(RETRY_AFTER))
        : open.accept(delivery);
  }

  @Override
  public String name() {
    return "topics";
  }

  @Override
  public Condition condition() {
    return behind == null ? Condition.notReady(reason) : Condition.ready();
  }
}
