package org.liveevents.quickstart.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.simulation.OrdinaryDay;
import org.liveevents.quickstart.simulation.Sender;
import org.liveevents.quickstart.simulation.SimulationSettings;
import org.liveevents.quickstart.simulation.Wave;

/** Keeps a few events a second coming, so that there is something to watch. */
final class Afterwards {

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final LocalPipeline pipeline;
  private final OrdinaryDay day;
  private final RandomGenerator random;
  private final InstantSource clock;

  Afterwards(LocalPipeline pipeline, SimulationSettings settings, InstantSource clock) {
    this.pipeline = pipeline;
    this.day = new OrdinaryDay(settings);
    this.random = RandomGenerator.getDefault();
    this.clock = clock;
  }

  /** Goes on until it is interrupted. */
  void run() throws InterruptedException {
    try (Sender sender =
        new Sender(pipeline.sqs(), pipeline.queue(), pipeline.webhook(), pipeline.keys())) {
      while (true) {
        sender.send(new Wave("afterwards", day.next(clock.instant())), sent -> {});
        Thread.sleep(random.nextLong(LONGEST_PAUSE.toMillis()));
      }
    }
  }
}
