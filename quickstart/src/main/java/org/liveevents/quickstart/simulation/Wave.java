package org.liveevents.quickstart.simulation;

import java.util.List;

/**
 * Deliveries that may overtake each other. The next wave is sent only after the pipeline has taken
 * the whole of this one.
 *
 * @param title what a person watching is told
 */
public record Wave(String title, List<Delivery> deliveries) {

  public Wave {
    deliveries = List.copyOf(deliveries);
  }
}
