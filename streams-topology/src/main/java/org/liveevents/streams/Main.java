package org.liveevents.streams;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.ExitCode;
import org.liveevents.runtime.config.ConfigurationException;
import org.liveevents.runtime.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The topology as a process: environment in, exit code out. */
@Command(
    name = "topology",
    mixinStandardHelpOptions = true,
    description = "Turns the raw topic into typed topics, per-course state and answers.")
public final class Main implements Callable<Integer> {

  private static final Logger LOGGER = LoggerFactory.getLogger(Main.class);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "a properties file with the same keys as the environment, which wins")
  private @Nullable Path file;

  @Option(
      names = "--print-config",
      description = "print every key with the value in force, secrets redacted, and exit")
  private boolean print;

  /** Runs until stopped. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() {
    try {
      return run(Settings.of(System.getenv(), Optional.ofNullable(file))).number();
    } catch (ConfigurationException e) {
      System.err.println(e.getMessage());
      return ExitCode.CONFIGURATION.number();
    }
  }

  private ExitCode run(Settings settings) {
    if (print) {
      settings.print().forEach((key, value) -> System.out.println(key + "=" + value));
      TopologyConfig.from(settings);
      return ExitCode.OK;
    }
    return serve(TopologyConfig.from(settings));
  }

  private static ExitCode serve(TopologyConfig config) {
    StreamsService service;
    try {
      service = StreamsService.start(config);
    } catch (KafkaException e) { // its message, or its cause's, names the setting
      LOGGER.error("a Kafka setting is wrong", e);
      return ExitCode.CONFIGURATION;
    }
    CompletableFuture<ExitCode> ended = service.ended().toCompletableFuture();
    Thread onSignal =
        new Thread(
            () -> {
              service.close();
              Runtime.getRuntime().halt(ended.join().number()); // not the signal's own code
            },
            "topology-stopping");
    Runtime.getRuntime().addShutdownHook(onSignal);
    return ended.join();
  }
}
