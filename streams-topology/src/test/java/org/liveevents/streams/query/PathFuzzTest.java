package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer, guided by coverage, in a process of its own; some seconds of it here. {@code
 * -Dfuzz.runs=1000000} makes it long, {@code -Dseed=} repeats one.
 */
class PathFuzzTest {

  private static final long RUNS = Long.getLong("fuzz.runs", 5_000);
  private static final long SEED = Long.getLong("seed", System.nanoTime() & 0x7fff_ffff);

  @TempDir private Path directory;

  @Test
  void findsNoPathThatSurprisesUs() throws IOException, InterruptedException {
    // Given
    Path corpus = Files.createDirectory(directory.resolve("corpus"));
    int number = 0;
    for (String target :
        List.of(
            "v1/courses/2107~565",
            "v1/courses/21070000000000565/grades?student=70&limit=1&cursor=abc",
            "v1/courses/565/grades/1/70?at=2026-08-09T00:00:00Z",
            "v1/courses/565/discussions?topic=1&user=2",
            "v1/courses?partition=1",
            "v1/courses?search=b%C3%B6t&limit=1&cursor=abc",
            "v1/courses?limit=%0Z",
            "v1/courses/..%2f..%2fetc/passwd",
            "v1/courses/565/../565;x=1/grades",
            "v1/courses/565/stream",
            "v1/session",
            "openapi.yaml")) {
      Files.writeString(corpus.resolve("path-" + number++), target);
    }
    System.out.printf("fuzzing paths: runs %d, seed %d%n", RUNS, SEED);

    // When
    Path log = directory.resolve("log");
    Process jazzer =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Jazzer.class.getName(),
                    "--target_class=" + PathFuzz.class.getName(),
                    "--instrumentation_includes=org.liveevents.streams.query.**",
                    "--custom_hook_includes=org.liveevents.streams.query.**",
                    // It would take the test's own connection for an attack.
                    "--disabled_hooks="
                        + "com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                    "-runs=" + RUNS,
                    "-seed=" + SEED,
                    "-max_len=300",
                    "-len_control=0",
                    "-print_final_stats=1",
                    corpus.toString()))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();

    // Then
    boolean ended = jazzer.waitFor(RUNS > 100_000 ? 7200 : 180, TimeUnit.SECONDS);
    jazzer.destroyForcibly();
    String output = Files.readString(log, UTF_8);
    output.lines().filter(line -> line.contains("stat::")).forEach(System.out::println);
    assertThat(ended).as(output).isTrue();
    assertThat(jazzer.exitValue()).as(output).isZero();
    assertThat(output).contains("number_of_executed_units");
  }
}
