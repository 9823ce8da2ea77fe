package org.liveevents.tools.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.liveevents.tools.input.CountedInput;
import org.liveevents.tools.input.InputFile;
import org.liveevents.tools.input.Item;
import org.liveevents.tools.input.ItemReader;

/** Goes through files, item by item, past what the journal says is stored. */
final class Walk {

  /** Sees everything on the way. */
  interface Visitor {

    /**
     * An item.
     *
     * @param ordinal its number in the file, from 1
     * @return whether to go on
     */
    boolean item(InputFile file, Item item, long ordinal);

    /** The file is over, after so many items. */
    void fileEnded(InputFile file, long items);

    /** The rest of the file can't be read. */
    void unreadable(InputFile file, String why);
  }

  private final List<InputFile> files;
  private final Journal journal;

  Walk(List<InputFile> files, Journal journal) {
    this.files = List.copyOf(files);
    this.journal = journal;
  }

  /** How many bytes there are to read, as the files lie on disk. */
  long bytes() {
    return files.stream().filter(file -> !journal.of(file).done()).mapToLong(InputFile::size).sum();
  }

  /** How many files there are. */
  int files() {
    return files.size();
  }

  /** Goes through all of it; returns whether the end was reached. */
  boolean go(Visitor visitor, CountedInput.Listener counted) {
    for (InputFile file : files) {
      Journal.Progress stored = journal.of(file);
      if (!stored.done() && !go(file, stored.items(), visitor, counted)) {
        return false;
      }
    }
    return true;
  }

  private static boolean go(
      InputFile file, long stored, Visitor visitor, CountedInput.Listener counted) {
    try (InputStream in = file.open(counted)) {
      ItemReader reader = new ItemReader(in);
      long ordinal = 0;
      for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
        ordinal++;
        if (ordinal > stored && !visitor.item(file, item.get(), ordinal)) {
          return false;
        }
      }
      reader
          .brokenOffAt()
          .ifPresent(
              line ->
                  visitor.unreadable(
                      file,
                      "cut off or damaged in line " + line + "; what comes after is missing"));
      visitor.fileEnded(file, ordinal);
    } catch (IOException e) {
      visitor.unreadable(file, "can't be opened: " + e.getClass().getSimpleName());
    }
    return true;
  }
}
