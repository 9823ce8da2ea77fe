package org.liveevents.bridge.spool;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Settings;

/**
 * The spool.
 *
 * @param directory its own; one process at a time
 * @param maxBytes how much it may hold on disk
 * @param patience how long a broker may take to acknowledge before the spool takes over
 */
public record SpoolSettings(Path directory, long maxBytes, Duration patience) {

  private static final long SMALLEST = 16L << 20;
  private static final long LARGEST = 1L << 40;

  /** Reads the keys of the spool; empty if no directory is configured. */
  public static Optional<SpoolSettings> from(Settings settings) {
    Optional<String> directory = settings.text(Key.SPOOL_DIRECTORY);
    long maxBytes = settings.size(Key.SPOOL_MAX_BYTES, SMALLEST, LARGEST);
    Duration patience =
        settings.duration(Key.SPOOL_AFTER, Duration.ofMillis(100), Duration.ofSeconds(8));
    try {
      return directory.map(path -> new SpoolSettings(Path.of(path), maxBytes, patience));
    } catch (InvalidPathException e) {
      settings.problem(Key.SPOOL_DIRECTORY, "set it to a directory of the bridge's own");
      return Optional.empty();
    }
  }
}
