package org.liveevents.runtime.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.config.Settings;
import picocli.CommandLine.Option;

/** Where a command's settings come from: the environment, and a file if one is named. */
public final class Configuration {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "a properties file with the same keys as the environment, which wins")
  private @Nullable Path file;

  /** The settings, unchecked. */
  public Settings settings() {
    return Settings.of(System.getenv(), Optional.ofNullable(file));
  }
}
