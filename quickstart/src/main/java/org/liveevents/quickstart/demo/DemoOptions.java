package org.liveevents.quickstart.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said on the command line of the demo. */
final class DemoOptions {

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "5000",
      description = "About how many distinct events happen (default: ${DEFAULT-VALUE}).")
  int events;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Of all chance; the same seed simulates the same (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--grace-seconds",
      paramLabel = "S",
      defaultValue = "10",
      description =
          "How long the pipeline waits for earlier events (default: ${DEFAULT-VALUE}; slow machines"
              + " need more).")
  int graceSeconds;

  @Option(
      names = "--once",
      description =
          "Compare every figure with what the simulation knows, and end: with 0 if all agree, with"
              + " 1 and the differences if not.")
  boolean once;

  @Option(
      names = "--keep-dir",
      paramLabel = "DIR",
      description = "Keep the broker's data and the state in this directory, which must be new.")
  @Nullable Path directory;

  @Option(
      names = "--query-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the query API (default: any free one).")
  int queryPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the broker (default: any free one).")
  int kafkaPort;

  @Option(
      names = "--no-browser",
      description = "Print the console's address, and open no browser with it.")
  boolean noBrowser;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  Duration grace() {
    return Duration.ofSeconds(graceSeconds);
  }
}
