package org.liveevents.tools.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.command.Configuration;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import org.liveevents.tools.command.Interruption;
import org.liveevents.tools.command.Progress;
import org.liveevents.tools.command.Progress.Unit;
import org.liveevents.tools.command.Words;
import org.liveevents.tools.input.InputFile;
import org.liveevents.tools.input.Item;
import org.liveevents.tools.kafka.Brokers;
import org.liveevents.tools.kafka.RawSender;
import org.liveevents.tools.kafka.Retention;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Reads files twice: first to say what is in them, and to ask if some of it may be repeated or
 * deleted at once; then to send it.
 */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Puts events from files into the raw topic, as the bridge would.",
      "A file may hold an event a line, a JSON array, one event, or messages as"
          + " 'aws sqs receive-message' prints them; gzip and zstd are unpacked. Events that were"
          + " forwarded within the dedupe window are not forwarded again."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything is stored, rejections included",
      "1:a failure nobody foresaw",
      "2:the command line or the configuration has problems",
      "3:the brokers can't be reached, or topics can't be created or written",
      "4:stopped before the end; --resume goes on",
      "6:nothing was sent: it needs --yes",
      "7:everything is stored but for input that could not be read"
    })
public final class ReplayCommand implements Callable<Integer> {

  private static final Path STANDARD_INPUT = Path.of("-");

  private final PrintStream out;
  private final InstantSource clock;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "files; directories, with all files beneath; - for standard input")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "at most so many records a second; without it, as fast as it goes")
  private double rate;

  @Option(
      names = "--resume",
      paramLabel = "STATE",
      description =
          "a file in which to note what is stored; if it is there already, go on from what it says")
  private @Nullable Path state;

  @Option(names = "--dry-run", description = "say what is in the files, send nothing")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "send even what may be forwarded twice, or deleted at once for its age")
  private boolean yes;

  @Mixin private Configuration configuration = new Configuration();

  /** A command that prints to that stream. */
  public ReplayCommand(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    if (rate < 0) {
      throw new CommandFailed(Exit.USAGE, "--rate must be positive");
    }
    ReplaySettings settings = ReplaySettings.from(configuration.settings());
    Optional<Path> standardInput = keepStandardInput();
    try (Journal journal = state == null ? Journal.none() : Journal.in(state);
        Brokers brokers = new Brokers(settings.installation())) {
      return run(settings, new Walk(files(standardInput), journal), journal, brokers).number();
    } finally {
      if (standardInput.isPresent()) {
        Files.deleteIfExists(standardInput.get());
      }
    }
  }

  private Exit run(ReplaySettings settings, Walk walk, Journal journal, Brokers brokers) {
    Retention retention = retention(settings, brokers);
    Instant now = clock.instant();
    Readings readings = new Readings(settings.installation().ids());
    Survey survey = new Survey(readings, new Outlook(now, settings, retention), now);
    try (Progress progress = Progress.of("Reading", walk.bytes(), Unit.BYTES)) {
      walk.go(survey, progress::add);
    }
    new OutlookReport(settings, retention, now, out).print(walk.files(), survey.outlook);
    boolean stale = isStale(journal, settings, now);
    if (dryRun) {
      return survey.exit();
    }
    if (survey.outlook.items() == 0) {
      out.println("Nothing to send.");
      return survey.exit();
    }
    if ((survey.outlook.needsYes() || stale) && !yes) {
      System.err.println("Nothing was sent. Say --yes to send it all the same.");
      return Exit.UNCONFIRMED;
    }
    PipelineTopics topics = settings.installation().topics();
    brokers.provide(List.of(topics.raw(), topics.rejected()));
    return send(settings, walk, journal, readings, survey);
  }

  private Exit send(
      ReplaySettings settings, Walk walk, Journal journal, Readings readings, Survey survey) {
    Interruption interruption = Interruption.watch();
    try (RawSender sender = new RawSender(settings.installation());
        Progress progress = Progress.of("Sending", survey.outlook.items(), Unit.PIECES)) {
      Pace pace = new Pace(rate, System::nanoTime, interruption::sleep);
      Transfer transfer =
          new Transfer(readings, sender, journal, pace, clock, interruption, progress);
      boolean whole = walk.go(transfer, read -> {});
      transfer.note();
      report(sender, whole);
      return whole ? survey.exit() : Exit.STOPPED;
    } finally {
      interruption.end();
    }
  }

  private void report(RawSender sender, boolean whole) {
    long rejected = sender.rejected().values().stream().mapToLong(Long::longValue).sum();
    out.printf(
        "%s%s and %s stored.%n",
        whole ? "" : "Stopped: ",
        Words.count(sender.events(), "event"),
        Words.count(rejected, "rejection"));
    if (!whole) {
      out.println(
          state == null
              ? "Sent again within the dedupe window, they are not forwarded twice."
              : "The same command goes on from here.");
    }
  }

  private Retention retention(ReplaySettings settings, Brokers brokers) {
    try {
      return brokers.typedRetention();
    } catch (CommandFailed e) {
      if (!dryRun) {
        throw e;
      }
      System.err.println(
          "live-events: " + e.getMessage() + "; taking the topics' settings for the usual ones");
      return new Retention(Map.of(), settings.installation().topics());
    }
  }

  private boolean isStale(Journal journal, ReplaySettings settings, Instant now) {
    Optional<Duration> pause = journal.lastNote().map(noted -> Duration.between(noted, now));
    boolean stale = pause.isPresent() && pause.get().compareTo(settings.dedupeWindow()) > 0;
    if (stale) {
      out.printf(
          "%n! The last run noted something %s ago, longer than the dedupe window (%s): what it sent"
              + " in its last second may be forwarded again.%n",
          Words.duration(pause.get()), Words.duration(settings.dedupeWindow()));
    }
    return stale;
  }

  private List<InputFile> files(Optional<Path> standardInput) {
    try {
      List<InputFile> files =
          new ArrayList<>(
              InputFile.among(
                  paths.stream().filter(path -> !path.equals(STANDARD_INPUT)).toList()));
      if (standardInput.isPresent()) {
        files.add(InputFile.of("stdin", standardInput.get()));
      }
      return files;
    } catch (IOException e) { // its message is the path
      throw new CommandFailed(
          Exit.USAGE, e.getMessage() + " can't be read: " + e.getClass().getSimpleName());
    }
  }

  /** What has to be read twice is kept, where nobody else may read it. */
  private Optional<Path> keepStandardInput() throws IOException {
    if (!paths.contains(STANDARD_INPUT)) {
      return Optional.empty();
    }
    if (state != null) {
      throw new CommandFailed(Exit.USAGE, "standard input can't be resumed: put it into a file");
    }
    Path kept = Files.createTempFile("live-events-replay", ".in");
    kept.toFile().deleteOnExit();
    try (OutputStream file = Files.newOutputStream(kept)) {
      System.in.transferTo(file);
    }
    return Optional.of(kept);
  }

  /** The first reading. */
  private static final class Survey implements Walk.Visitor {
    private final Readings readings;
    private final Outlook outlook;
    private final Instant now;
    private boolean incomplete;

    Survey(Readings readings, Outlook outlook, Instant now) {
      this.readings = readings;
      this.outlook = outlook;
      this.now = now;
    }

    @Override
    public boolean item(InputFile file, Item item, long ordinal) {
      outlook.add(file.name() + ":" + item.position(), readings.of(file, item, now));
      return true;
    }

    @Override
    public void fileEnded(InputFile file, long items) {}

    @Override
    public void unreadable(InputFile file, String why) {
      incomplete = true;
      System.err.println("live-events: " + file.name() + ": " + why);
    }

    Exit exit() {
      return incomplete || outlook.tooLarge().count() > 0 ? Exit.INCOMPLETE : Exit.DONE;
    }
  }
}
