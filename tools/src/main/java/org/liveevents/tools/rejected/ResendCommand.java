package org.liveevents.tools.rejected;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.liveevents.bridge.intake.Admission;
import org.liveevents.bridge.intake.Admitted;
import org.liveevents.bridge.kafka.ProducerSettings;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.RejectionCode;
import org.liveevents.runtime.command.Configuration;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Settings;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import org.liveevents.tools.command.Interruption;
import org.liveevents.tools.command.Words;
import org.liveevents.tools.kafka.Brokers;
import org.liveevents.tools.kafka.RawSender;
import org.liveevents.tools.kafka.Retention;
import org.liveevents.tools.kafka.TopicScan;
import org.liveevents.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Sends rejected records again, after the cause was mended; says what it would do unless told to.
 */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Puts rejected events into the raw topic again, with the header replay-count one higher.",
      "Without --send it says what it would do. What is refused again comes back to the rejected"
          + " topic; what came back too often is left alone."
    })
final class ResendCommand implements Callable<Integer> {

  private final PrintStream out;
  private final InstantSource clock;

  @Parameters(
      arity = "0..*",
      paramLabel = "PARTITION:OFFSET",
      description = "only the records at these places")
  private List<String> places = List.of();

  @Mixin private Filter filter = new Filter();

  @Option(names = "--send", description = "do it")
  private boolean send;

  @Option(
      names = "--max-replays",
      paramLabel = "N",
      defaultValue = "3",
      description = "leave alone what was replayed so often already (${DEFAULT-VALUE})")
  private int maxReplays;

  @Mixin private Configuration configuration = new Configuration();

  ResendCommand(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Settings settings = configuration.settings();
    Installation installation = Installation.from(settings);
    ProducerSettings.check(settings);
    settings.check();
    Instant now = clock.instant();
    EventNames names = new EventNames(installation.ids());
    Predicate<RejectedRecord> wanted = wanted(names, now);
    Topics topics = installation.topics().topics();
    try (Brokers brokers = new Brokers(installation);
        TopicScan scan = new TopicScan(installation, topics.rejected())) {
      Returned returned = new Returned(topics.rejected(), scan.begins());
      scan.read(filter.from(now), "Looking", found -> returned.add(RejectedRecord.of(found)));
      Tally tally = new Tally(names, topics, brokers.typedRetention(), now);
      Resending resending = new Resending(admission(installation), returned);
      Predicate<RejectedRecord> latest = record -> !returned.contains(record.place());
      if (send) {
        PipelineTopics specs = installation.topics();
        brokers.provide(List.of(specs.raw(), specs.rejected()));
        send(installation, scan, wanted.and(latest), resending, tally, now);
      } else {
        scan.read(
            filter.from(now),
            "Reading",
            found -> {
              RejectedRecord record = RejectedRecord.of(found);
              if (wanted.and(latest).test(record) && mayBeSent(record, tally)) {
                tally.add(record, resending.of(record, now));
              }
            });
      }
      tally.print();
    }
    return Exit.DONE.number();
  }

  private void send(
      Installation installation,
      TopicScan scan,
      Predicate<RejectedRecord> wanted,
      Resending resending,
      Tally tally,
      Instant now) {
    Interruption interruption = Interruption.watch();
    try (RawSender sender = new RawSender(installation)) {
      scan.read(
          filter.from(now),
          "Sending",
          found -> {
            RejectedRecord record = RejectedRecord.of(found);
            if (interruption.isAsked()) {
              throw new CommandFailed(Exit.STOPPED, "stopped before the end");
            }
            if (wanted.test(record) && mayBeSent(record, tally)) {
              Instant arrival = clock.instant();
              List<Admitted> records = resending.of(record, arrival);
              tally.add(record, records);
              sender.send(records, arrival);
            }
          });
      sender.flush();
    } finally {
      interruption.end();
    }
  }

  private boolean mayBeSent(RejectedRecord record, Tally tally) {
    boolean may = record.replayCount() < maxReplays;
    if (!may) {
      tally.leftAlone++;
    }
    return may;
  }

  private Predicate<RejectedRecord> wanted(EventNames names, Instant now) {
    Set<Place> only = new HashSet<>();
    for (String text : places) {
      Optional<Place> place = Place.parse(text);
      only.add(
          place.orElseThrow(
              () ->
                  new CommandFailed(Exit.USAGE, "write places as partition:offset, not " + text)));
    }
    Predicate<RejectedRecord> meant = filter.predicate(names, now);
    return only.isEmpty() ? meant : meant.and(record -> only.contains(record.place()));
  }

  private static Admission admission(Installation installation) {
    return new Admission(new EnvelopeReader(EventCatalogue.bundled(), installation.ids()));
  }

  /** What became of the records, or would. */
  private final class Tally {
    private final Groups groups = new Groups();
    private final EventNames names;
    private final Topics topics;
    private final Retention retention;
    private final Instant now;
    private final Map<RejectionCode, Long> refused = new EnumMap<>(RejectionCode.class);
    private long events;
    private long vanishing;
    private long leftAlone;

    Tally(EventNames names, Topics topics, Retention retention, Instant now) {
      this.names = names;
      this.topics = topics;
      this.retention = retention;
      this.now = now;
    }

    void add(RejectedRecord record, List<Admitted> admitted) {
      groups.add(
          new Group.Kind(record.code(), record.stage(), record.source(), names.of(record)),
          record.time());
      for (Admitted one : admitted) {
        long unused =
            one.fold(
                event -> note(event.event()),
                rejection -> refused.merge(rejection.code(), 1L, Long::sum));
      }
    }

    private long note(LiveEvent event) {
      Duration kept = retention.of(topics.typed(event.format(), event.name()));
      if (Duration.between(event.time(), now).compareTo(kept) > 0) {
        vanishing++;
      }
      return ++events;
    }

    private String codes() {
      return refused.keySet().stream().map(RejectionCode::code).collect(Collectors.joining(", "));
    }

    void print() {
      groups.print(out);
      String will = send ? "" : "would be ";
      out.printf(
          "%s %ssent: %s to the raw topic, %s back to the rejected topic%s%n",
          Words.count(groups.records(), "record"),
          will,
          Words.count(events, "event"),
          Words.number(refused.values().stream().mapToLong(Long::longValue).sum()),
          refused.isEmpty() ? "" : " as " + codes());
      if (leftAlone > 0) {
        out.printf(
            "%s left alone, replayed %s or more already%n",
            Words.count(leftAlone, "record"), Words.count(maxReplays, "time"));
      }
      if (vanishing > 0) {
        out.printf(
            "! %s older than the typed topic keeps records: raise its retention.ms first%n",
            Words.count(vanishing, "event"));
      }
      if (!send && groups.records() > 0) {
        out.println("Nothing was sent. Say --send to do it.");
      }
    }
  }
}
