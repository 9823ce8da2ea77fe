package org.liveevents.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.input.InputFile;

class JournalTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir private Path directory;
  private Path state;
  private InputFile file;

  @BeforeEach
  void write() throws IOException {
    state = directory.resolve("state");
    file = InputFile.of("a", Files.writeString(directory.resolve("a"), "{}"));
  }

  @Test
  void theLastNoteOfAFileHolds() {
    try (Journal journal = Journal.in(state)) {
      assertThat(journal.of(file)).isEqualTo(new Journal.Progress(0, false));
      journal.note(Map.of(file, new Journal.Progress(5, false)), NOW);
      journal.note(Map.of(file, new Journal.Progress(9, true)), NOW.plusSeconds(1));
    }
    try (Journal journal = Journal.in(state)) {
      assertThat(journal.of(file)).isEqualTo(new Journal.Progress(9, true));
      assertThat(journal.lastNote()).contains(NOW.plusSeconds(1));
    }
  }

  @Test
  void aLineThatWasCutByTheKillIsForgottenAndWrittenOver() throws IOException {
    // Given
    try (Journal journal = Journal.in(state)) {
      journal.note(Map.of(file, new Journal.Progress(5, false)), NOW);
    }
    Files.writeString(state, "{\"file\":\"/x", StandardOpenOption.APPEND);

    // When
    try (Journal journal = Journal.in(state)) {
      assertThat(journal.of(file).items()).isEqualTo(5);
      journal.note(Map.of(file, new Journal.Progress(6, false)), NOW);
    }

    // Then
    try (Journal journal = Journal.in(state)) {
      assertThat(journal.of(file).items()).isEqualTo(6);
    }
  }

  @Test
  void aFileThatWasChangedIsRefused() throws IOException {
    // Given
    try (Journal journal = Journal.in(state)) {
      journal.note(Map.of(file, new Journal.Progress(5, false)), NOW);
    }
    InputFile changed = InputFile.of("a", Files.writeString(file.path(), "{\"more\":1}"));

    // When, then
    try (Journal journal = Journal.in(state)) {
      assertThatThrownBy(() -> journal.of(changed))
          .isInstanceOf(CommandFailed.class)
          .hasMessageContaining("was changed");
    }
  }

  @Test
  void oneReplayAtATimeUsesAStateFile() {
    try (Journal journal = Journal.in(state)) {
      assertThatThrownBy(() -> Journal.in(state))
          .isInstanceOf(CommandFailed.class)
          .hasMessageContaining("in use");
      assertThat(journal.lastNote()).isEmpty();
    }
  }

  @Test
  void aFileThatIsNoJournalIsNotOverwritten() throws IOException {
    Files.writeString(state, "my thesis\nsecond line\n");
    assertThatThrownBy(() -> Journal.in(state)).isInstanceOf(CommandFailed.class);
    assertThat(state).hasContent("my thesis\nsecond line\n");
    Files.writeString(state, "my thesis");
    assertThatThrownBy(() -> Journal.in(state)).isInstanceOf(CommandFailed.class);
    assertThat(state).hasContent("my thesis");
  }
}
