package org.liveevents.bridge.intake;

import java.util.concurrent.CompletionStage;
import org.liveevents.bridge.metrics.BridgeMetrics;

/** Stands before everything else and counts what comes in, and what is sent away. */
public final class Reception implements Intake {

  private final Intake behind;
  private final BridgeMetrics metrics;

  public Reception(Intake behind, BridgeMetrics metrics) {
    this.behind = behind;
    this.metrics = metrics;
  }

  @Override
  public CompletionStage<Receipt> accept(Delivery delivery) {
    String source = delivery.source().label();
    metrics.received(source);
    return behind
        .accept(delivery)
        .thenApply(
            receipt -> {
              if (!receipt.isStored()) {
                metrics.unavailable(source);
              }
              return receipt;
            });
  }
}
