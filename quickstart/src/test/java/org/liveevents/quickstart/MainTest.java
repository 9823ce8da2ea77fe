package org.liveevents.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

  private final PrintStream out =
      new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
  private final StringWriter said = new StringWriter();

  @Test
  void explainsTheDemo() {
    // When
    int exit = commandLine().execute("demo", "--help");

    // Then
    assertThat(exit).isZero();
    assertThat(said.toString()).contains("--once", "--events", "--seed");
  }

  @Test
  void refusesACommandThereIsNot() {
    // When
    int exit = commandLine().execute("dance");

    // Then
    assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "canvas"})
  void refusesToSimulateTooLittle(String command) {
    // When
    int exit = commandLine().execute(command, "--events", "20");

    // Then
    assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.toString()).contains("at least 500 events").doesNotContain("Exception");
  }

  private CommandLine commandLine() {
    PrintWriter writer = new PrintWriter(said);
    return Main.commandLine(out).setOut(writer).setErr(writer);
  }
}
