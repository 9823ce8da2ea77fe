package org.liveevents.tools;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              System.err.println("live-events: " + failure);
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }
}
