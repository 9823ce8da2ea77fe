package org.liveevents.quickstart.demo;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liveevents.quickstart.pipeline.RemotePipeline;
import org.liveevents.quickstart.pipeline.RemotePipeline.Addresses;
import org.liveevents.quickstart.simulation.CanvasSimulation;
import org.liveevents.quickstart.simulation.Plan;
import org.liveevents.quickstart.simulation.SimulationSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The simulated Canvas alone, before a pipeline that runs elsewhere, such as that of compose. */
@Command(
    name = "canvas",
    mixinStandardHelpOptions = true,
    description = {
      "Plays a simulated Canvas to a pipeline that runs elsewhere, and compares every figure.",
      "The pipeline must be new, know our keys, and have the shard and the grace of the simulation.",
      "Exit codes: 0 if all agree, 1 if not."
    })
public final class CanvasCommand implements Callable<Integer> {

  @Option(names = "--brokers", defaultValue = "kafka:9092", description = "(${DEFAULT-VALUE})")
  private String brokers = "";

  @Option(
      names = "--queue",
      defaultValue = "http://sqs:9324/000000000000/canvas-live-events",
      description = "the queue to send to (${DEFAULT-VALUE})")
  private URI queue;

  @Option(
      names = "--webhook",
      defaultValue = "http://bridge:8443/webhooks/canvas",
      description = "the webhook to send to (${DEFAULT-VALUE})")
  private URI webhook;

  @Option(
      names = "--query",
      defaultValue = "http://topology-1:8080",
      description = "the query API to ask (${DEFAULT-VALUE})")
  private URI query;

  @Option(names = "--query-token", defaultValue = "${env:QUERY_TOKEN}", description = "its token")
  private @Nullable String token;

  @Option(
      names = "--keys-port",
      defaultValue = "8090",
      description = "where the bridge finds the signing keys, at /jwks (${DEFAULT-VALUE})")
  private int keysPort;

  @Option(names = "--events", defaultValue = "5000", description = "about how many happen")
  private int events;

  @Option(names = "--seed", defaultValue = "1", description = "of all chance")
  private long seed;

  @Option(
      names = "--grace-seconds",
      defaultValue = "10",
      description = "the pipeline's grace (${DEFAULT-VALUE})")
  private int graceSeconds;

  @Option(names = "--time", description = "when it ends; the same seed and time are the same")
  private @Nullable Instant time;

  @Option(
      names = "--compare-only",
      description = "send nothing: compare with what was sent with this seed and time")
  private boolean compareOnly;

  private final PrintStream out;

  public CanvasCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    Instant end = time == null ? Instant.now() : time;
    Plan plan =
        CanvasSimulation.plan(
            new SimulationSettings(seed, events, end, Duration.ofSeconds(graceSeconds)));
    try (RemotePipeline pipeline =
        new RemotePipeline(new Addresses(queue, webhook, query, brokers, keysPort))) {
      Performance performance = new Performance(pipeline, Optional.ofNullable(token), true, out);
      List<String> mismatches = new ArrayList<>(compareOnly ? List.of() : performance.play(plan));
      mismatches.addAll(performance.review(plan));
      new Report(out).verdict(mismatches);
      return mismatches.isEmpty() ? 0 : 1;
    }
  }
}
