package org.liveevents.tools.schemas;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The family of commands about schemas. */
@Command(
    name = "schemas",
    description = {
      "Compares the schemas of the topics with those in a registry, and registers them.",
      "Exit codes: 0 fine, 1 an edit breaks consumers, 2 wrong use or configuration,"
          + " 5 the registry doesn't answer or refuses."
    },
    subcommands = {
      CheckCommand.class,
      DiffCommand.class,
      RegisterCommand.class,
      ExportCommand.class
    })
public final class SchemasCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: check, diff, register, export");
  }
}
