package org.liveevents.quickstart.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.Utils;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.pipeline.PipelineOptions;
import org.liveevents.quickstart.pipeline.Services;
import org.liveevents.quickstart.simulation.CanvasSimulation;
import org.liveevents.quickstart.simulation.Plan;
import org.liveevents.quickstart.simulation.SimulationSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that shows the whole pipeline at work, in one JVM, and can prove it right. */
@Command(
    name = "demo",
    description =
        "Run the whole pipeline in one JVM against a simulated Canvas, and show the result.")
public final class Demo implements Callable<Integer> {

  @Mixin private final DemoOptions options = new DemoOptions();

  private final PrintStream out;

  public Demo(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Path kept = options.directory;
    boolean temporary = kept == null;
    Path directory =
        kept == null ? Files.createTempDirectory("live-events-demo") : newDirectory(kept);
    Runnable cleanUp = () -> deleteIf(temporary, directory);
    SimulationSettings settings =
        new SimulationSettings(options.seed, options.events, Instant.now(), options.grace());
    Plan plan = CanvasSimulation.plan(settings);
    try (LocalPipeline pipeline = start(directory)) {
      if (!options.once) {
        present(pipeline);
      }
      Performance performance = new Performance(pipeline, Optional.empty(), options.once, out);
      List<String> mismatches = new ArrayList<>(performance.play(plan));
      mismatches.addAll(performance.review(plan));
      new Report(out).verdict(mismatches);
      if (!options.once) {
        serve(pipeline, settings, cleanUp);
      }
      return mismatches.isEmpty() ? 0 : 1;
    } finally {
      cleanUp.run();
    }
  }

  private LocalPipeline start(Path directory) {
    PipelineOptions layout =
        new PipelineOptions(
            directory,
            options.kafkaPort,
            options.queryPort,
            0,
            options.grace(),
            CanvasSimulation.SHARD,
            Map.of());
    out.print("Starting");
    LocalPipeline pipeline =
        new LocalPipeline(
            layout,
            Services.bridge(),
            Services.topology(),
            part -> {
              out.print(" . " + part);
              out.flush();
            });
    out.println();
    return pipeline;
  }

  /** The first thing to look at: the pipeline, before anything moves in it. */
  private void present(LocalPipeline pipeline) {
    out.println("\nConsole                  " + pipeline.query() + "/\n");
    if (!options.noBrowser) {
      Browser.open(pipeline.query().resolve("/"));
    }
  }

  private void serve(LocalPipeline pipeline, SimulationSettings settings, Runnable cleanUp)
      throws InterruptedException {
    Report report = new Report(out);
    report.heading("Have a look");
    out.println("  Console                " + pipeline.query() + "/");
    out.println("  Query API              " + pipeline.query());
    out.println("  One course             " + pipeline.query() + "/v1/courses/2107~4001/grades");
    out.println("  The ledger             " + pipeline.query() + "/v1/ledger");
    out.println("  Kafka                  " + pipeline.kafka().bootstrapServers());
    out.println("  Webhooks               " + pipeline.webhook());
    out.println("  SQS queue              " + pipeline.queue());
    out.println("\nRunning until Ctrl-C; a few events a second keep coming.");
    Afterwards afterwards = new Afterwards(pipeline, settings, InstantSource.system()).start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  afterwards.close();
                  pipeline.close();
                  cleanUp.run();
                },
                "demo-stop"));
    new CountDownLatch(1).await();
  }

  private static Path newDirectory(Path directory) throws IOException {
    if (Files.exists(directory)) {
      throw new IllegalArgumentException(
          directory + " exists; what it holds would spoil the figures. Name a new directory.");
    }
    return Files.createDirectories(directory);
  }

  private static void deleteIf(boolean temporary, Path directory) {
    try {
      if (temporary) {
        Utils.delete(directory.toFile());
      }
    } catch (IOException e) {
      System.err.println("Left behind: " + directory);
    }
  }
}
