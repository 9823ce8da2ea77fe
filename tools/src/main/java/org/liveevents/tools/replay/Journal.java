package org.liveevents.tools.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import org.liveevents.tools.input.InputFile;

/**
 * How far a replay got, on disk, so that a killed one can go on. Lines are added and never changed;
 * the last one of a file holds:
 *
 * <pre>{"file":"/data/a.ndjson","size":812,"modified":"...","items":1500,"done":false,"at":"..."}
 * </pre>
 */
final class Journal implements AutoCloseable {

  /** How much of a file is stored: items, counted from its beginning. */
  record Progress(long items, boolean done) {}

  private record Entry(long size, Instant modified, Progress progress) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BEGINNING = "{\"file\":";
  private static final Progress NOTHING = new Progress(0, false);

  private final @Nullable FileChannel channel;
  private final Map<String, Entry> entries = new HashMap<>();
  private @Nullable Instant lastNote;

  private Journal(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /** A journal that keeps nothing. */
  static Journal none() {
    return new Journal(null);
  }

  /**
   * The journal in that file, which is created if it isn't there.
   *
   * @throws CommandFailed if it can't be used
   */
  static Journal in(Path path) {
    try {
      Journal journal =
          new Journal(
              FileChannel.open(
                  path,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE));
      journal.lock(path);
      journal.load(path);
      return journal;
    } catch (IOException e) {
      throw new CommandFailed(
          Exit.USAGE, path + " can't be read and written: " + e.getClass().getSimpleName());
    }
  }

  /**
   * What of that file is stored.
   *
   * @throws CommandFailed if the file isn't the one that was noted
   */
  Progress of(InputFile file) {
    Entry entry = entries.get(key(file));
    if (entry == null) {
      return NOTHING;
    }
    if (entry.size != file.size() || !entry.modified.equals(file.modified())) {
      throw new CommandFailed(
          Exit.USAGE,
          file.name()
              + " was changed since it was replayed in part: replay it without --resume, or with"
              + " another state file");
    }
    return entry.progress;
  }

  /** When something was noted last; empty in a new journal. */
  Optional<Instant> lastNote() {
    return Optional.ofNullable(lastNote);
  }

  /** Notes, durably, how much of these files is stored. */
  void note(Map<InputFile, Progress> stored, Instant now) {
    if (channel == null || stored.isEmpty()) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    stored.forEach((file, progress) -> lines.append(line(file, progress, now)).append('\n'));
    try {
      ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("the state file can't be written", e);
    }
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) { // everything noted is on disk
        throw new UncheckedIOException(e);
      }
    }
  }

  private void lock(Path path) throws IOException {
    try {
      if (channel != null && channel.tryLock() == null) {
        throw new CommandFailed(Exit.USAGE, path + " is in use by another replay");
      }
    } catch (OverlappingFileLockException e) {
      throw new CommandFailed(Exit.USAGE, path + " is in use by another replay");
    }
  }

  /** Reads all lines; the last may be cut, if we were killed while writing it. */
  private void load(Path path) throws IOException {
    long good = 0;
    try (BufferedReader reader = Files.newBufferedReader(path, UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode note;
        try {
          note = JSON.readTree(line);
          lastNote = Instant.parse(note.path("at").textValue());
        } catch (IOException | RuntimeException e) {
          boolean cut = line.startsWith(BEGINNING) || BEGINNING.startsWith(line);
          if (cut && reader.readLine() == null) {
            break;
          }
          throw new CommandFailed(Exit.USAGE, path + " is no state file of a replay");
        }
        good += line.getBytes(UTF_8).length + 1;
        entries.put(
            note.path("file").asText(),
            new Entry(
                note.path("size").asLong(),
                Instant.parse(note.path("modified").asText()),
                new Progress(note.path("items").asLong(), note.path("done").asBoolean())));
      }
    }
    if (channel != null) {
      channel.truncate(good);
      channel.position(Math.min(good, channel.size()));
    }
  }

  private static ObjectNode line(InputFile file, Progress progress, Instant now) {
    return JSON.createObjectNode()
        .put("file", key(file))
        .put("size", file.size())
        .put("modified", file.modified().toString())
        .put("items", progress.items())
        .put("done", progress.done())
        .put("at", now.toString());
  }

  private static String key(InputFile file) {
    return file.path().toAbsolutePath().normalize().toString();
  }
}
