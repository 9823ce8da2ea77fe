package org.liveevents.bridge.intake;

import java.util.concurrent.CompletionStage;

/** Takes deliveries and says when they are safe. Safe to share between threads. */
public interface Intake {

  /**
   * Takes a delivery. Returns soon; the stage completes, never exceptionally, when every record of
   * the delivery is stored or one of them failed. It may complete on a thread that must not be held
   * up.
   */
  CompletionStage<Receipt> accept(Delivery delivery);
}
