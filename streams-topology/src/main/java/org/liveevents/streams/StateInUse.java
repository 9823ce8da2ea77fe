package org.liveevents.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mark beside the state on the disk, there while the state is in use. One that is found at a
 * start says that the process before was killed: what it had open isn't known to end with a commit,
 * so that Streams would open every store twice only to throw it away. Then all of it goes at once,
 * and is restored.
 */
final class StateInUse {

  private static final Logger LOGGER = LoggerFactory.getLogger(StateInUse.class);

  private final Path mark;

  private StateInUse(Path mark) {
    this.mark = mark;
  }

  /** The mark of the state that those settings name. */
  static StateInUse of(StreamsConfig config) {
    return new StateInUse(
        Path.of(
            config.getString(StreamsConfig.STATE_DIR_CONFIG),
            config.getString(StreamsConfig.APPLICATION_ID_CONFIG) + ".in-use"));
  }

  /**
   * Throws away what a killed process left, and sets the mark. Without one, because the disk takes
   * none, Streams finds out by itself.
   *
   * @param cleanUp removes all of the state, whose lock we hold
   */
  void begin(Runnable cleanUp) {
    if (Files.exists(mark)) {
      LOGGER.info("the last process was killed: its state is restored from the changelogs");
      cleanUp.run();
    }
    try {
      Files.createDirectories(mark.getParent());
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
}
