package org.liveevents.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Both services on a broker and a queue, and a Canvas whose every consequence is known. */
class DemoIT {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void everyFigureOfTopicsLedgerAndAnswersIsWhatTheSimulationKnows() {
    // Given
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    CommandLine demo = new CommandLine(new Demo(out));

    // When
    int exit = demo.execute("--once", "--events", "800", "--seed", "11", "--grace-seconds", "8");

    // Then
    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("it balances").doesNotContain("MISMATCH");
    assertThat(exit).isZero();
  }
}
