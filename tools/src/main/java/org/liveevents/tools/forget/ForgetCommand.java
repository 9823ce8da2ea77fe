package org.liveevents.tools.forget;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.liveevents.event.CanvasId;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.command.Configuration;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Settings;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import org.liveevents.tools.command.Table;
import org.liveevents.tools.command.Words;
import org.liveevents.tools.kafka.Brokers;
import org.liveevents.tools.kafka.Retention;
import org.liveevents.tools.kafka.Wishes;
import org.liveevents.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has persons forgotten by the views, and says what can't be reached. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    description = {
      "Removes a person from all views, histories and state topics, for good: events that come"
          + " late or again don't bring the person back.",
      "There is no way back but processing everything again from raw."
    })
public final class ForgetCommand implements Callable<Integer> {

  private final PrintStream out;
  private final InstantSource clock;

  @Option(
      names = "--user",
      required = true,
      split = ",",
      paramLabel = "ID",
      description = "Canvas id of the user: 21070000000000048, 2107~48 or 48; several by commas")
  private List<String> users = List.of();

  @Mixin private Configuration configuration = new Configuration();

  /** A command that prints to that stream. */
  public ForgetCommand(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Settings settings = configuration.settings();
    Installation installation = Installation.from(settings);
    settings.check();
    Set<String> persons = persons(installation.ids());
    try (Brokers brokers = new Brokers(installation);
        Wishes wishes = new Wishes(installation)) {
      brokers.provide(List.of(installation.topics().forget()));
      persons.forEach(
          person -> {
            wishes.forget(person, clock.instant());
            out.println(person + " is to be forgotten.");
          });
      explain(brokers, installation.topics().topics());
    }
    return Exit.DONE.number();
  }

  private Set<String> persons(IdRules ids) {
    Set<String> persons = new LinkedHashSet<>();
    for (String user : users) {
      CanvasId id =
          user.isBlank()
              ? new CanvasId.Opaque(user)
              : ids.canonical(user.strip(), OptionalLong.empty());
      if (!(id instanceof CanvasId.Sharded)) {
        throw new CommandFailed(
            Exit.USAGE,
            "--user takes Canvas ids, such as 21070000000000048, 2107~48 or 48; nothing was done");
      }
      persons.add(id.text());
    }
    return persons;
  }

  private void explain(Brokers brokers, Topics topics) {
    out.println(
        "The topology, when it runs, removes them within seconds from its views, their history and "
            + topics.state("*")
            + ",");
    out.println("and keeps them out. It does not reach:");
    Table table = new Table("where", "kept");
    table.row(topics.raw(), kept(brokers.retention(topics.raw())));
    table.row(topics.rejected(), kept(brokers.retention(topics.rejected())));
    table.row("typed topics", kept(brokers.typedRetention().longest()));
    table.row("earlier values in state topics and changelogs", "until the brokers compact them");
    table.row("events that wait in the topology to learn their course", "up to 7d");
    table.row("names in titles and other free text; consumers' copies; backups", "as long as kept");
    table.print(out, "  ");
  }

  private static String kept(Duration retention) {
    return retention.equals(Retention.FOR_EVER) ? "for ever" : "up to " + Words.duration(retention);
  }
}
