package org.liveevents.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The measurement of questions on little: what it prints of such a run means nothing. */
@EnabledIfSystemProperty(named = "questions", matches = "true")
class QueryIT {

  @Test
  void everyQuestionIsAnsweredAndEverythingIsRestored() {
    // Given
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    // When
    int exit =
        Main.commandLine(out)
            .execute(
                "query",
                "--students=10",
                "--assignments=5",
                "--askers=2",
                "--rounds=1",
                "--seconds=1",
                "--warm-up=1",
                "--events=2000",
                "--rate=50",
                "--restore=1000");

    // Then
    String table = printed.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(table).isZero();
    assertThat(table)
        .contains("one hop", "a page of 50 grades", "50 questions a second", "restored 1000");
  }
}
