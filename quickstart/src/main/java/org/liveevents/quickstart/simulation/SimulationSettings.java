package org.liveevents.quickstart.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a simulation is made from; equal settings make equal simulations, to the byte.
 *
 * @param seed of all chance
 * @param events about how many distinct events happen, at least 500
 * @param end when the history ends; kept to the millisecond
 * @param grace how long the pipeline will wait for earlier events
 */
public record SimulationSettings(long seed, int events, Instant end, Duration grace) {

  private static final int FEWEST_EVENTS = 500;

  public SimulationSettings {
    if (events < FEWEST_EVENTS) {
      throw new IllegalArgumentException("a simulation has at least 500 events");
    }
    if (grace.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a simulation needs a grace of at least a second");
    }
    end = end.truncatedTo(ChronoUnit.MILLIS);
  }
}
