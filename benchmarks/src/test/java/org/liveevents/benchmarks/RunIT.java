package org.liveevents.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole measurement on little: what it prints of such a run means nothing, but it must work.
 */
@Tag("thorough")
class RunIT {

  @Test
  void everyCompetitorMakesExactlyWhatItMustOfTheCorpus() {
    // Given
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    // When
    int exit =
        Main.commandLine(out)
            .execute(
                "run",
                "--events",
                "3000",
                "--rounds",
                "1",
                "--partitions",
                "2",
                "--threads",
                "1",
                "--typed-partitions",
                "1",
                "--disorder",
                "2",
                "--grace",
                "3s",
                "--heap",
                "512m");

    // Then
    String table = printed.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(table).isZero();
    for (String competitor : new String[] {"copy", "split", "ours", "textbook"}) {
      assertThat(table.lines().filter(line -> line.startsWith("| " + competitor + " ")))
          .as(table)
          .singleElement()
          .asString()
          .endsWith("| exact |");
    }
  }
}
