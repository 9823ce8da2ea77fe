package org.liveevents.quickstart.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * A simulated Canvas that goes on after its history: one event after the other, as they happen,
 * some of them twice. It has the same courses and people, but forgot what it told of them.
 */
public final class OrdinaryDay {

  private final Term term;
  private final Courier courier;

  /** A day after the history that is made of these settings. */
  public OrdinaryDay(SimulationSettings settings) {
    Random random = new Random(settings.seed());
    this.term = new Term(History.world(settings, random), random);
    this.courier = new Courier(random, new Ledger());
  }

  /** How what happens now reaches the pipeline. */
  public List<Delivery> next(Instant now) {
    List<Delivery> deliveries = courier.deliver(term.go(new Window(now, Duration.ZERO), 1));
    courier.repeatIn(List.of(deliveries));
    return List.copyOf(deliveries);
  }
}
