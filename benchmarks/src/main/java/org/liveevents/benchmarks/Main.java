package org.liveevents.benchmarks;

import org.liveevents.benchmarks.micro.MicroCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher's entry point for everything that measures. */
@Command(
    name = "live-events bench",
    description = "Measures the pipeline beside its roofs and a textbook version.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {

  private Main() {}

  /** Runs a subcommand; its exit code becomes that of the process. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).addSubcommand("micro", MicroCommand.commandLine());
  }
}
