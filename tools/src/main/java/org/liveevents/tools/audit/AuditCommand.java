package org.liveevents.tools.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.liveevents.audit.Auditor;
import org.liveevents.audit.Expectations;
import org.liveevents.audit.Report;
import org.liveevents.audit.kafka.KafkaTopics;
import org.liveevents.audit.reference.Shards;
import org.liveevents.runtime.command.Configuration;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts from outside what was lost, doubled, disordered or wrongly folded. Only reads. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Reads raw, rejected, typed and state topics, works out again what should be in them, and"
          + " prints the differences. Writes nothing to Kafka.",
      "Give it the topology's settings: window, grace, skew, shards."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing is wrong",
      "2:options or settings are wrong",
      "3:the brokers, or the query API, don't answer",
      "8:something is wrong"
    })
public final class AuditCommand implements Callable<Integer> {

  private final PrintStream out;
  private final InstantSource clock;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "leave out what arrived before, such as 2026-09-01T00:00:00Z")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "decide nothing about what arrived after that")
  private @Nullable Instant to;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "decide nothing about the last seconds (default: ${DEFAULT-VALUE})")
  private int settle;

  @Option(
      names = "--ledger",
      paramLabel = "URL",
      description =
          "compare the ledger of the query API there, such as http://127.0.0.1:8080; QUERY_TOKENS"
              + " opens it")
  private @Nullable URI query;

  @Option(
      names = "--directory",
      paramLabel = "DIRECTORY",
      description = "where to sort; as large as all events' ids, times and what views keep of them")
  private @Nullable Path directory;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Mixin private Configuration configuration = new Configuration();

  /**
   * The command, for the command line.
   *
   * @param out where the report goes
   */
  public AuditCommand(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Settings settings = configuration.settings();
    Installation installation = Installation.from(settings);
    String prefix = installation.topics().topics().prefix();
    Expectations expected = expectations(settings, installation, prefix);
    List<Secret> tokens = settings.secrets(Key.QUERY_TOKENS);
    settings.check();
    String group = installation.kafka().getOrDefault("application.id", prefix + "-topology");
    Report report;
    try (KafkaTopics topics =
            new KafkaTopics(installation.kafka(), prefix, group, expected.from());
        Scratch scratch = Scratch.in(Optional.ofNullable(directory));
        Bars bars = new Bars()) {
      Optional<JsonNode> ledger = Optional.ofNullable(query).map(at -> Ledger.ask(at, tokens));
      report = new Auditor(topics, expected, scratch.directory(), bars).run(ledger);
    } catch (ConfigException e) {
      throw e;
    } catch (KafkaException e) {
      throw new CommandFailed(
          Exit.KAFKA,
          "the brokers at "
              + installation.brokers()
              + " don't answer as they should: "
              + e.getClass().getSimpleName());
    }
    Printed printed = new Printed(report);
    if (json) {
      out.println(printed.json().toPrettyString());
    } else {
      printed.print(out);
    }
    return (report.isClean() ? Exit.DONE : Exit.DAMAGED).number();
  }

  private Expectations expectations(Settings settings, Installation installation, String prefix) {
    return new Expectations(
        prefix,
        new Shards(installation.ids().defaultShard(), installation.ids().shardAliases()),
        settings.duration(Key.DEDUPE_WINDOW, Duration.ofSeconds(1), Duration.ofDays(14)),
        settings.duration(Key.REORDER_GRACE, Duration.ZERO, Duration.ofHours(1)),
        settings.duration(Key.REORDER_MAX_SKEW, Duration.ZERO, Duration.ofHours(24)),
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        clock.instant(),
        Duration.ofSeconds(Math.max(0, settle)));
  }

  /** A directory to sort in, gone when it is closed. */
  private record Scratch(Path directory) implements AutoCloseable {

    static Scratch in(Optional<Path> parent) {
      try {
        return new Scratch(
            parent.isPresent()
                ? Files.createTempDirectory(parent.get(), "audit")
                : Files.createTempDirectory("live-events-audit"));
      } catch (IOException e) {
        throw new UncheckedIOException("there is no directory to sort in: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(directory);
      } catch (IOException e) {
        throw new UncheckedIOException("the directory to sort in can't be deleted", e);
      }
    }
  }
}
