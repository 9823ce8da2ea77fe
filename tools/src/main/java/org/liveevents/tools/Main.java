package org.liveevents.tools;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.liveevents.runtime.ExitCode;
import org.liveevents.runtime.config.ConfigurationException;
import org.liveevents.runtime.registry.RegistryException;
import org.liveevents.tools.schemas.SchemasCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;

/** The commands an operator runs by hand; the exit code is the verdict. */
@Command(
    name = "live-events",
    description =
        "Commands for operators. Settings are environment variables, as for the services.",
    subcommands = {SchemasCommand.class, HelpCommand.class},
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT)
public final class Main {

  Main() {}

  /** Runs one command. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, for whoever wants to run it in another way. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(Main::report);
  }

  private static int report(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof ConfigurationException) {
      err.println(failure.getMessage());
      return ExitCode.CONFIGURATION.number();
    }
    if (failure instanceof RegistryException) {
      err.println(failure.getMessage());
      return ExitCode.REGISTRY.number();
    }
    if (failure instanceof UncheckedIOException unread) {
      err.println(unread.getCause().getMessage());
      return ExitCode.CONFIGURATION.number();
    }
    failure.printStackTrace(err);
    return ExitCode.FAILED.number();
  }
}
