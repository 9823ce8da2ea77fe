package org.liveevents.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mark beside the state on the disk, as old as its last use. One that is found at a start says
 * that the process before was killed. A store that RocksDB has written to since then says itself
 * that it isn't known to end with a commit: Streams would open every store of such a task twice
 * only to throw all of the task away. Here it goes at once; the state of a task that has older
 * files alone is as it was closed, and stays.
 */
final class StateInUse {

  private static final Logger LOGGER = LoggerFactory.getLogger(StateInUse.class);
  private static final Pattern TASK = Pattern.compile("\\d+_\\d+");
  private static final String TABLE = ".sst";

  private final Path state;
  private final Path mark;

  private StateInUse(Path state, Path mark) {
    this.state = state;
    this.mark = mark;
  }

  /** The mark of the state that those settings name. */
  static StateInUse of(StreamsConfig config) {
    Path directory = Path.of(config.getString(StreamsConfig.STATE_DIR_CONFIG));
    String application = config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
    return new StateInUse(
        directory.resolve(application), directory.resolve(application + ".in-use"));
  }

  /**
   * Throws away what a killed process left unfinished; the caller holds the lock of the state. What
   * can't be thrown away Streams finds by itself.
   */
  void discardUnfinished() {
    try {
      if (Files.exists(mark)) {
        FileTime start = Files.getLastModifiedTime(mark);
        Files.delete(mark);
        discardUnlessOlder(start);
      }
    } catch (IOException | UncheckedIOException e) {
      LOGGER.warn("what a killed process left cannot be thrown away", e);
    }
  }

  /** All stores are open: opening one closes it once more, so that files are written before. */
  void begin() {
    try {
      Files.writeString(mark, "");
    } catch (IOException e) {
      LOGGER.warn("the state cannot be marked as in use", e);
    }
  }

  /** All stores are closed, and may be opened again. */
  void end() {
    try {
      Files.deleteIfExists(mark);
    } catch (IOException e) {
      LOGGER.warn("the state cannot be marked as free", e);
    }
  }

  private void discardUnlessOlder(FileTime start) throws IOException {
    for (Path task : tasks()) {
      if (!isOlder(task, start)) {
        LOGGER.info("killed while in use, to be restored task={}", task.getFileName());
        Utils.delete(task.toFile());
      }
    }
  }

  private List<Path> tasks() throws IOException {
    if (!Files.isDirectory(state)) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(state)) {
      return directories
          .filter(directory -> TASK.matcher(directory.getFileName().toString()).matches())
          .toList();
    }
  }

  /** Whether all that RocksDB has on the disk is older; nothing at all isn't worth keeping. */
  private static boolean isOlder(Path task, FileTime start) throws IOException {
    try (Stream<Path> files = Files.walk(task)) {
      List<Path> tables = files.filter(file -> file.toString().endsWith(TABLE)).toList();
      for (Path table : tables) {
        if (Files.getLastModifiedTime(table).compareTo(start) > 0) {
          return false;
        }
      }
      return !tables.isEmpty();
    }
  }
}
