package org.liveevents.schema;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Facts and published payloads collected beside the project; never part of it. */
public final class Collected {

  /** Seen from this module: {@code ../shared} beside the project, or {@code -Dshared=DIR}. */
  private static final Path SHARED =
      Path.of(System.getProperty("shared", Path.of("..", "..", "shared").toString()));

  private Collected() {}

  /** That file or folder; the test is skipped if it is not at hand. */
  public static Path path(String name) {
    Path path = SHARED.resolve(name);
    assumeTrue(
        Files.exists(path),
        () -> "the collected facts are not beside the project (see -Dshared=DIR): " + path);
    return path;
  }
}
