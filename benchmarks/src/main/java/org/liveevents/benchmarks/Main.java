package org.liveevents.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.liveevents.benchmarks.ingest.SqsCommand;
import org.liveevents.benchmarks.ingest.WebhookCommand;
import org.liveevents.benchmarks.micro.MicroCommand;
import org.liveevents.benchmarks.query.QueryCommand;
import org.liveevents.benchmarks.run.RunCommand;
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
    // The services bring log settings of their own; here the table is what counts.
    System.getProperties().putIfAbsent("logback.configurationFile", "logback-benchmarks.xml");
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(commandLine(out).execute(arguments));
  }

  static CommandLine commandLine(PrintStream out) {
    return new CommandLine(new Main())
        .addSubcommand(new RunCommand(out))
        .addSubcommand("micro", MicroCommand.commandLine())
        .addSubcommand(new WebhookCommand())
        .addSubcommand(new SqsCommand())
        .addSubcommand(new QueryCommand(out));
  }
}
