package org.liveevents.tools.rejected;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.liveevents.runtime.command.Configuration;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Settings;
import org.liveevents.tools.command.Exit;
import org.liveevents.tools.command.Words;
import org.liveevents.tools.kafka.TopicScan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts rejected records by kind; shows nothing of what they hold. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Counts what was rejected by code, stage, source and event name.")
final class ListCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final InstantSource clock;

  @Mixin private Filter filter = new Filter();
  @Mixin private Configuration configuration = new Configuration();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  ListCommand(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Settings settings = configuration.settings();
    Installation installation = Installation.from(settings);
    settings.check();
    Instant now = clock.instant();
    EventNames names = new EventNames(installation.ids());
    Predicate<RejectedRecord> wanted = filter.predicate(names, now);
    Groups groups = new Groups();
    try (TopicScan scan = new TopicScan(installation, installation.topics().topics().rejected())) {
      scan.read(
          filter.from(now),
          "Reading",
          found -> {
            RejectedRecord record = RejectedRecord.of(found);
            if (wanted.test(record)) {
              groups.add(
                  new Group.Kind(record.code(), record.stage(), record.source(), names.of(record)),
                  record.time());
            }
          });
    }
    if (json) {
      out.println(toJson(groups).toPrettyString());
    } else {
      groups.print(out);
      out.println(Words.count(groups.records(), "rejected record"));
    }
    return Exit.DONE.number();
  }

  private static ObjectNode toJson(Groups groups) {
    ObjectNode report = JSON.createObjectNode().put("records", groups.records());
    ArrayNode list = report.putArray("groups");
    groups
        .bySize()
        .forEach(
            entry ->
                list.addObject()
                    .put("code", entry.getKey().code())
                    .put("stage", entry.getKey().stage())
                    .put("source", entry.getKey().source())
                    .put("event", entry.getKey().name())
                    .put("records", entry.getValue().records())
                    .put("first", entry.getValue().first().toString())
                    .put("last", entry.getValue().last().toString()));
    return report;
  }
}
