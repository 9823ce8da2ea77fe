package org.liveevents.bridge.intake;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Remembers what it was offered, and gives the receipt it is told to. */
public final class RecordingIntake implements Intake {

  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private volatile Function<Delivery, CompletionStage<Receipt>> answer =
      delivery -> CompletableFuture.completedFuture(new Receipt.Stored());

  @Override
  public CompletionStage<Receipt> accept(Delivery delivery) {
    deliveries.add(delivery);
    return answer.apply(delivery);
  }

  /** From now on this is how deliveries end. */
  public void answering(Function<Delivery, CompletionStage<Receipt>> how) {
    answer = how;
  }

  /** From now on nothing can be stored. */
  public void refuse() {
    answering(
        delivery ->
            CompletableFuture.completedFuture(new Receipt.Unavailable(Duration.ofSeconds(7))));
  }

  /** What was offered, in the order in which it came. */
  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }
}
