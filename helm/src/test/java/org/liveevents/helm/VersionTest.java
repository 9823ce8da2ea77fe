package org.liveevents.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The version stands in several files, and is the same in all of them. */
class VersionTest {

  private static final Path ROOT = Path.of("..");

  @Test
  void chartImagesAndJarsAreOfOneVersion() throws IOException {
    String version = only("pom.xml", "<version>(.+?)(-SNAPSHOT)?</version>\n  <packaging>");
    assertThat(only("helm/canvas-live-events/Chart.yaml", "appVersion: \"(.+)\""))
        .isEqualTo(version);
    assertThat(only("docker-compose.yml", "LIVE_EVENTS_VERSION:-(.+?)}")).isEqualTo(version);
    assertThat(only("Dockerfile", "ARG VERSION=(.+?)(-SNAPSHOT)?\n")).isEqualTo(version);
    assertThat(read("CHANGELOG.md")).contains("\n## " + version);
  }

  /** What stands at that place of a file, the same wherever the place occurs. */
  private static String only(String file, String place) throws IOException {
    return Pattern.compile(place)
        .matcher(read(file))
        .results()
        .map((MatchResult found) -> found.group(1))
        .distinct()
        .reduce((one, other) -> one + " and " + other)
        .orElseThrow(() -> new AssertionError("no version in " + file));
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
