package org.liveevents.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.quickstart.embedded.FreePorts;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.pipeline.PipelineOptions;
import org.liveevents.quickstart.simulation.CanvasSimulation;
import picocli.CommandLine;

/** The simulated Canvas before a pipeline it didn't start. */
class CanvasCommandIT {

  private static final Duration GRACE = Duration.ofSeconds(10);

  @TempDir private Path directory;

  private final int keysPort = FreePorts.free();
  private final String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void findsEveryFigureRightAndFindsItAgainButNotThatOfAnother() {
    PipelineOptions options =
        new PipelineOptions(
            directory.resolve("pipeline"),
            0,
            0,
            0,
            GRACE,
            CanvasSimulation.SHARD,
            Map.of("WEBHOOK_JWKS_URL", "http://127.0.0.1:" + keysPort + "/jwks"));
    try (LocalPipeline pipeline = new LocalPipeline(options)) {
      assertThat(play(pipeline, "--seed", "3")).as(this::printed).isZero();
      assertThat(play(pipeline, "--seed", "3", "--compare-only")).as(this::printed).isZero();
      assertThat(play(pipeline, "--seed", "4", "--compare-only")).as(this::printed).isEqualTo(1);
    }
  }

  private int play(LocalPipeline pipeline, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--brokers=" + pipeline.brokers(),
                "--queue=" + pipeline.queue(),
                "--webhook=" + pipeline.webhook(),
                "--query=" + pipeline.query(),
                "--keys-port=" + keysPort,
                "--grace-seconds=" + GRACE.toSeconds(),
                "--events=600",
                "--time=" + time));
    arguments.addAll(List.of(more));
    return new CommandLine(
            new CanvasCommand(new PrintStream(printed, true, StandardCharsets.UTF_8)))
        .execute(arguments.toArray(String[]::new));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
