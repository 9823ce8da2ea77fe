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
final class Afterwards implements AutoCloseable {

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final LocalPipeline pipeline;
  private final OrdinaryDay day;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final InstantSource clock;
  private final Thread thread = new Thread(this::run, "demo-afterwards");

  Afterwards(LocalPipeline pipeline, SimulationSettings settings, InstantSource clock) {
    this.pipeline = pipeline;
    this.day = new OrdinaryDay(settings);
    this.clock = clock;
    thread.setDaemon(true);
  }

  Afterwards start() {
    thread.start();
    return this;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (Sender sender =
        new Sender(pipeline.sqs(), pipeline.queue(), pipeline.webhook(), pipeline.keys())) {
      while (true) {
        sender.send(new Wave("afterwards", day.next(clock.instant())), sent -> {});
        Thread.sleep(random.nextLong(LONGEST_PAUSE.toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // asked to end
    } catch (RuntimeException e) {
      System.err.println("No more events are sent: " + e);
    }
  }
}
