package org.liveevents.tools;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.kafka.common.KafkaException;
import org.liveevents.runtime.config.ConfigurationException;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import org.liveevents.tools.replay.ReplayCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The operator's commands as a process: {@code live-events COMMAND ...}. */
@Command(
    name = "live-events",
    description = "Canvas Live Events on Kafka: the operator's commands.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {

  private Main() {}

  /** Runs a subcommand; its exit code becomes that of the process. */
  public static void main(String[] arguments) {
    // The bridge brings log settings of its own; a command's are quieter.
    System.getProperties().putIfAbsent("logback.configurationFile", "logback-tools.xml");
    // People and courses have names beyond ASCII, whatever the locale of the terminal.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(commandLine(out).execute(arguments));
  }

  /** All commands; what they find goes to that stream, what they are about to the error stream. */
  static CommandLine commandLine(PrintStream out) {
    return new CommandLine(new Main())
        .addSubcommand(new ReplayCommand(out, InstantSource.system()))
        .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure).number());
  }

  private static Exit explain(Exception failure) {
    if (failure instanceof ConfigurationException) {
      System.err.println(failure.getMessage());
      return Exit.USAGE;
    }
    if (failure instanceof CommandFailed failed) {
      System.err.println("live-events: " + failed.getMessage());
      return failed.exit();
    }
    if (failure instanceof KafkaException) { // its message, or its cause's, names the setting
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      System.err.println("live-events: a Kafka setting is wrong: " + cause.getMessage());
      return Exit.USAGE;
    }
    System.err.println("live-events: " + failure);
    return Exit.FAILED;
  }
}
