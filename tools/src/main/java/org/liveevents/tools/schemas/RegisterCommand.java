package org.liveevents.tools.schemas;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.liveevents.runtime.ExitCode;
import org.liveevents.runtime.registry.Registration;
import org.liveevents.runtime.registry.RegistrySettings;
import org.liveevents.runtime.registry.SchemaRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings the schemas into the registry, as the topology does at its start. */
@Command(
    name = "register",
    description = {
      "Registers every schema the registry doesn't have and sets the subjects' level.",
      "An edit that breaks consumers is left out and named; exit code 1 if there is one."
    })
final class RegisterCommand implements Callable<Integer> {

  @Mixin private Later later;

  @Option(
      names = "--allow-breaking",
      description = "register edits that break consumers too: they were told")
  private boolean mayBreak;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    RegistrySettings settings = later.registry();
    Registration registration =
        Registration.at(new SchemaRegistry(settings), settings.compatibility());
    Registration.Outcome outcome =
        (mayBreak ? registration.breaking() : registration).register(later.schemas());
    outcome.refused().forEach((subject, why) -> out.println(subject + " refused: " + why));
    out.println(outcome.ids().size() + " schemas are in the registry");
    return outcome.refused().isEmpty() ? ExitCode.OK.number() : ExitCode.FAILED.number();
  }
}
