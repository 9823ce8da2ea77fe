package org.liveevents.tools;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.kafka.common.KafkaException;
import org.liveevents.runtime.config.ConfigurationException;
import org.liveevents.runtime.registry.RegistryException;
import org.liveevents.tools.audit.AuditCommand;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import org.liveevents.tools.doctor.DoctorCommand;
import org.liveevents.tools.forget.ForgetCommand;
import org.liveevents.tools.prepare.PrepareCommand;
import org.liveevents.tools.rejected.RejectedCommand;
import org.liveevents.tools.replay.ReplayCommand;
import org.liveevents.tools.schemas.SchemasCommand;
import org.liveevents.tools.size.SizeCommand;
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
    // The bridge, whose rules some commands borrow, brings log settings of its own.
    System.getProperties().putIfAbsent("logback.configurationFile", "logback-tools.xml");
    // People and courses have names beyond ASCII, whatever the locale of the terminal.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(commandLine(out).execute(args));
  }

  /** The command line, for whoever wants to run it in another way. */
  public static CommandLine commandLine() {
    return commandLine(System.out);
  }

  private static CommandLine commandLine(PrintStream out) {
    InstantSource clock = InstantSource.system();
    return new CommandLine(new Main())
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .addSubcommand(new ReplayCommand(out, clock))
        .addSubcommand(RejectedCommand.commandLine(out, clock))
        .addSubcommand(new ForgetCommand(out, clock))
        .addSubcommand(new DoctorCommand(out, clock))
        .addSubcommand(new AuditCommand(out, clock))
        .addSubcommand(new PrepareCommand(out))
        .addSubcommand(new SizeCommand(out))
        .setExecutionExceptionHandler(Main::report);
  }

  private static int report(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof ConfigurationException) {
      err.println(failure.getMessage());
      return Exit.USAGE.number();
    }
    if (failure instanceof CommandFailed failed) {
      err.println(failed.getMessage());
      return failed.exit().number();
    }
    if (failure instanceof RegistryException) {
      err.println(failure.getMessage());
      return Exit.REGISTRY.number();
    }
    if (failure instanceof UncheckedIOException unread) {
      err.println(unread.getMessage());
      return Exit.USAGE.number();
    }
    if (failure instanceof KafkaException) { // its message, or its cause's, names the setting
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      err.println("a Kafka setting is wrong: " + cause.getMessage());
      return Exit.USAGE.number();
    }
    failure.printStackTrace(err);
    return Exit.FAILED.number();
  }
}
