package org.liveevents.tools.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liveevents.bridge.intake.Admitted;
import org.liveevents.tools.command.Interruption;
import org.liveevents.tools.command.Progress;
import org.liveevents.tools.input.InputFile;
import org.liveevents.tools.input.Item;
import org.liveevents.tools.kafka.RawSender;

/** Sends items, and notes what is stored every second. */
final class Transfer implements Walk.Visitor {

  private static final Duration NOTE_EVERY = Duration.ofSeconds(1);

  private final Readings readings;
  private final RawSender sender;
  private final Journal journal;
  private final Pace pace;
  private final InstantSource clock;
  private final Interruption interruption;
  private final Progress progress;
  private final Map<InputFile, Journal.Progress> unnoted = new LinkedHashMap<>();
  private Instant noted;

  Transfer(
      Readings readings,
      RawSender sender,
      Journal journal,
      Pace pace,
      InstantSource clock,
      Interruption interruption,
      Progress progress) {
    this.readings = readings;
    this.sender = sender;
    this.journal = journal;
    this.pace = pace;
    this.clock = clock;
    this.interruption = interruption;
    this.progress = progress;
    this.noted = clock.instant();
  }

  @Override
  public boolean item(InputFile file, Item item, long ordinal) {
    Instant arrival = clock.instant();
    List<Admitted> records = readings.of(file, item, arrival);
    pace.await(records.size());
    if (interruption.isAsked()) {
      return false;
    }
    sender.send(records, arrival);
    progress.add(1);
    unnoted.put(file, new Journal.Progress(ordinal, false));
    if (Duration.between(noted, arrival).compareTo(NOTE_EVERY) >= 0) {
      note();
    }
    return true;
  }

  @Override
  public void fileEnded(InputFile file, long items) {
    unnoted.put(file, new Journal.Progress(items, true));
  }

  @Override
  public void unreadable(InputFile file, String why) {} // told when the file was looked through

  /** Waits until all that was sent is stored, and notes it. */
  void note() {
    sender.flush();
    Instant now = clock.instant();
    journal.note(unnoted, now);
    unnoted.clear();
    noted = now;
  }
}
