package org.liveevents.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process wrote goes, and nothing else. */
class StateInUseTest {

  private static final Instant STARTED = Instant.parse("2026-11-20T08:00:00Z");
  private static final Instant BEFORE = STARTED.minusSeconds(60);
  private static final Instant AFTER = STARTED.plusSeconds(60);

  @TempDir private Path directory;

  @Test
  void whatAKilledProcessWroteGoes() throws IOException {
    Path busy = table("ours/0_1/rocksdb/views/000123.sst", AFTER);
    Path segment = table("ours/0_2/rocksdb/versions/versions.17/000009.sst", AFTER);
    Path closed = table("ours/0_3/rocksdb/views/000004.sst", BEFORE);
    Path noTable = table("ours/0_3/rocksdb/views/LOG", AFTER);
    Path never = table("ours/1_0/rocksdb/side-path/LOG", BEFORE);
    Path noTask = table("ours/kafka-streams-process-metadata", AFTER);
    killed("ours");

    process("ours").discardUnfinished();

    assertThat(busy).doesNotExist();
    assertThat(segment).doesNotExist();
    assertThat(directory.resolve("ours/0_1")).doesNotExist();
    assertThat(closed).exists();
    assertThat(noTable).exists();
    assertThat(never).as("of which nothing is on the disk yet").doesNotExist();
    assertThat(noTask).exists();
  }

  @Test
  void allIsKeptAfterAnOrderlyEnd() throws IOException {
    Path written = table("ours/0_1/rocksdb/views/000123.sst", AFTER);
    killed("ours");
    process("ours").end();

    process("ours").discardUnfinished();

    assertThat(written).exists();
  }

  @Test
  void allIsKeptAtTheFirstStart() throws IOException {
    Path written = table("ours/0_1/rocksdb/views/000123.sst", AFTER);

    process("ours").discardUnfinished();

    assertThat(written).exists();
  }

  @Test
  void killedBeforeItWasInUseNothingIsKnown() throws IOException {
    killed("ours");
    process("ours").discardUnfinished();
    Path written = table("ours/0_1/rocksdb/views/000123.sst", AFTER);

    process("ours").discardUnfinished();

    assertThat(written).exists();
  }

  @Test
  void anotherApplicationsKillIsNoneOfOurs() throws IOException {
    Path written = table("ours/0_1/rocksdb/views/000123.sst", AFTER);
    killed("theirs");

    process("ours").discardUnfinished();

    assertThat(written).exists();
  }

  @Test
  void aDiskThatTakesNoMarkStopsNothing() throws IOException {
    Files.createDirectories(directory.resolve("ours.in-use/in the way"));

    process("ours").discardUnfinished();
    process("ours").begin();
    process("ours").end();

    assertThat(directory.resolve("ours.in-use")).isDirectory();
  }

  private Path table(String name, Instant written) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    return Files.setLastModifiedTime(file, FileTime.from(written));
  }

  private void killed(String application) throws IOException {
    process(application).begin();
    Files.setLastModifiedTime(directory.resolve(application + ".in-use"), FileTime.from(STARTED));
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
                directory.toString())));
  }
}
