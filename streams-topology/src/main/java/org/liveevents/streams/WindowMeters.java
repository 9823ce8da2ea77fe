package org.liveevents.streams;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.liveevents.streams.window.EventWindow.Figures;
import org.liveevents.streams.window.OpenWindows;

/** What waits and what is remembered in the partitions processed here. */
record WindowMeters(OpenWindows windows) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("topology.held", windows, open -> open.sum(Figures::held))
        .description("Events that wait for their turn")
        .register(meters);
    Gauge.builder("topology.held_bytes", windows, open -> open.sum(Figures::heldBytes))
        .description("What they take on the heap, about")
        .register(meters);
    Gauge.builder("topology.remembered_ids", windows, open -> open.sum(Figures::remembered))
        .description("Ids of events that are remembered, about")
        .register(meters);
    FunctionCounter.builder("topology.released_early", windows, open -> open.sum(Figures::early))
        .description("Events that left before their grace was over, for want of room")
        .register(meters);
  }
}
