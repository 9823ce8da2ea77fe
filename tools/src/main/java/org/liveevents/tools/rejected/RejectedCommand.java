package org.liveevents.tools.rejected;

import java.io.PrintStream;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The rejected topic, for an operator. */
@Command(
    name = "rejected",
    mixinStandardHelpOptions = true,
    description = "What could not be understood: list it, show it, send it again.",
    synopsisSubcommandLabel = "COMMAND")
public final class RejectedCommand {

  private RejectedCommand() {}

  /** The command with its subcommands, which print to that stream. */
  public static CommandLine commandLine(PrintStream out, InstantSource clock) {
    return new CommandLine(new RejectedCommand())
        .addSubcommand(new ListCommand(out, clock))
        .addSubcommand(new ShowCommand(out))
        .addSubcommand(new ResendCommand(out, clock));
  }
}
