package org.liveevents.runtime.command;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.liveevents.runtime.ExitCode;
import org.liveevents.runtime.config.ConfigurationException;
import org.liveevents.runtime.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A service as a process: environment in, exit code out.
 *
 * @param <C> its configuration
 */
@Command(mixinStandardHelpOptions = true)
public abstract class ServiceCommand<C> implements Callable<Integer> {

  private static final Logger LOGGER = LoggerFactory.getLogger(ServiceCommand.class);

  private final Function<Settings, C> configuration;
  private final Function<C, RunningService> service;

  @Mixin private Configuration file = new Configuration();

  @Option(
      names = "--print-config",
      description = "print every key with the value in force, secrets redacted, and exit")
  private boolean print;

  /**
   * A command for that service.
   *
   * @param configuration reads and checks all keys; throws {@link ConfigurationException}
   * @param service starts it; throws {@link KafkaException} if a Kafka setting is wrong
   */
  protected ServiceCommand(
      Function<Settings, C> configuration, Function<C, RunningService> service) {
    this.configuration = configuration;
    this.service = service;
  }

  @Override
  public Integer call() {
    Settings settings = file.settings();
    try {
      if (print) {
        settings.print().forEach((key, value) -> System.out.println(key + "=" + value));
        var unused = configuration.apply(settings); // for its problems
        return ExitCode.OK.number();
      }
      return serve(configuration.apply(settings)).number();
    } catch (ConfigurationException e) {
      System.err.println(e.getMessage());
      return ExitCode.CONFIGURATION.number();
    }
  }

  private ExitCode serve(C config) {
    RunningService running;
    try {
      running = service.apply(config);
    } catch (KafkaException e) { // its message, or its cause's, names the setting
      LOGGER.error("a Kafka setting is wrong", e);
      return ExitCode.CONFIGURATION;
    }
    CompletableFuture<ExitCode> ended = running.ended().toCompletableFuture();
    Thread onSignal =
        new Thread(
            () -> {
              running.close();
              Runtime.getRuntime().halt(ended.join().number()); // not the signal's own code
            },
            "stopping");
    Runtime.getRuntime().addShutdownHook(onSignal);
    return ended.join();
  }
}
