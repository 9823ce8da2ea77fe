package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that isn't ours, run to its end. */
record OtherProgram(Path directory, Map<String, String> environment) {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Skips the test, with a word, where the program isn't installed; CI has it. */
  static void require(String program) {
    boolean installed =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!installed && "true".equals(System.getenv("CI"))) {
      fail(program + " is not installed");
    }
    assumeTrue(installed, program + " is not installed: install it to run this test");
  }

  /** What it prints; it must end well. */
  String run(String input, String... command) {
    try {
      Path out = Files.createTempFile(directory, "out", "");
      Path err = Files.createTempFile(directory, "err", "");
      Path in = Files.writeString(Files.createTempFile(directory, "in", ""), input);
      ProcessBuilder builder =
          new ProcessBuilder(List.of(command))
              .directory(directory.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command[0] + " does not end: " + Files.readString(err));
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(
            command[0] + " ends with " + process.exitValue() + ": " + Files.readString(err, UTF_8));
      }
      return Files.readString(out, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
