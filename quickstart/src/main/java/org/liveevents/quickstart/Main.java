package org.liveevents.quickstart;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.liveevents.quickstart.demo.CanvasCommand;
import org.liveevents.quickstart.demo.Demo;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher's entry point. */
@Command(
    name = "live-events",
    description = "Canvas Live Events on Kafka.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {

  private Main() {}

  /** Runs a subcommand; its exit code becomes that of the process. */
  public static void main(String[] arguments) {
    // The services bring log settings of their own; the demo's are quieter.
    System.getProperties().putIfAbsent("logback.configurationFile", "logback-quickstart.xml");
    // People and courses have names beyond ASCII, whatever the locale of the terminal.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(commandLine(out).execute(arguments));
  }

  static CommandLine commandLine(PrintStream out) {
    return new CommandLine(new Main())
        .addSubcommand(new Demo(out))
        .addSubcommand(new CanvasCommand(out))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof IllegalArgumentException) { // an option that makes no sense
                command.getErr().println("live-events: " + failure.getMessage());
                return CommandLine.ExitCode.USAGE;
              }
              command.getErr().println("live-events: " + failure);
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }
}
