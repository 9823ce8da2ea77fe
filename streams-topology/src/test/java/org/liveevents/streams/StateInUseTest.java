package org.liveevents.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State is thrown away after a kill, and only then. */
class StateInUseTest {

  @TempDir private Path directory;
  private int cleanedUp;

  @Test
  void stateIsKeptAtTheFirstStartAndAfterAnOrderlyEnd() {
    process("ours").begin(this::cleanUp);
    process("ours").end();

    process("ours").begin(this::cleanUp);

    assertThat(cleanedUp).isZero();
  }

  @Test
  void stateGoesAfterAKill() {
    process("ours").begin(this::cleanUp);

    process("ours").begin(this::cleanUp);

    assertThat(cleanedUp).isEqualTo(1);
  }

  @Test
  void anotherApplicationsKillIsNoneOfOurs() {
    process("theirs").begin(this::cleanUp);

    process("ours").begin(this::cleanUp);

    assertThat(cleanedUp).isZero();
  }

  @Test
  void aDiskThatTakesNoMarkStopsNothing() throws IOException {
    Files.writeString(directory.resolve("state"), "a file where the directory should be");

    process("ours").begin(this::cleanUp);
    process("ours").end();

    assertThat(cleanedUp).isZero();
  }

  private void cleanUp() {
    cleanedUp++;
  }

  private StateInUse process(String application) {
    return StateInUse.of(
        new StreamsConfig(
            Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                application,
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:1",
                StreamsConfig.STATE_DIR_CONFIG,
                directory.resolve("state").toString())));
  }
}
