package org.liveevents.tools.prepare;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.liveevents.runtime.command.Configuration;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Settings;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.runtime.registry.PipelineSchemas;
import org.liveevents.runtime.registry.Registration;
import org.liveevents.runtime.registry.RegistrySettings;
import org.liveevents.runtime.registry.SchemaRegistry;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import org.liveevents.tools.command.Words;
import org.liveevents.tools.kafka.Brokers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Creates the topics and registers the schemas, so that the services' accounts need not. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = {
      "Creates every topic that is missing and, with SCHEMA_REGISTRY_URL, registers every schema.",
      "Existing topics are left as they are, so it may run before every upgrade."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:topics and schemas are there",
      "1:a failure nobody foresaw",
      "2:the command line or the configuration has problems",
      "3:the brokers can't be reached, or topics can't be created",
      "5:the registry refuses a schema or doesn't answer"
    })
public final class PrepareCommand implements Callable<Integer> {

  private final PrintStream out;

  @Mixin private Configuration configuration = new Configuration();

  /** A command that prints to that stream. */
  public PrepareCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = configuration.settings();
    Installation installation = Installation.from(settings);
    Optional<RegistrySettings> registry = RegistrySettings.from(settings);
    settings.check();
    topics(installation);
    if (registry.isPresent()) {
      schemas(installation, registry.get());
    }
    return Exit.DONE.number();
  }

  private void topics(Installation installation) {
    List<TopicSpec> wanted = installation.topics().all();
    try (Brokers brokers = new Brokers(installation)) {
      List<String> created = brokers.provide(wanted);
      out.println(
          Words.count(wanted.size(), "topic") + " are there, " + created.size() + " of them new");
    }
  }

  private void schemas(Installation installation, RegistrySettings registry)
      throws InterruptedException {
    Registration.Outcome outcome =
        Registration.at(new SchemaRegistry(registry), registry.compatibility())
            .register(PipelineSchemas.of(installation.topics().topics()));
    out.println(Words.count(outcome.ids().size(), "schema") + " are in the registry");
    if (!outcome.refused().isEmpty()) {
      throw new CommandFailed(
          Exit.REGISTRY,
          "schemas would break consumers: tell them, then `live-events schemas register"
              + " --allow-breaking`: "
              + outcome.refused());
    }
  }
}
