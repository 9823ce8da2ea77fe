package org.liveevents.bridge.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.bridge.intake.Deliveries;

/**
 * Jazzer, guided by coverage, in a process of its own; some seconds of it here. {@code
 * -Dfuzz.runs=10000000} makes it long, {@code -Dfuzz.length} bounds the inputs' bytes, {@code
 * -Dseed=} repeats one.
 */
class FuzzTest {

  private static final long RUNS = Long.getLong("fuzz.runs", 30_000);
  private static final int LENGTH = Integer.getInteger("fuzz.length", 4096);
  private static final long SEED = Long.getLong("seed", System.nanoTime() & 0x7fff_ffff);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.liveevents.bridge.fuzz.EnvelopeFuzz",
        "org.liveevents.bridge.webhook.WebhookBodyFuzz"
      })
  void findsNoBytesThatSurpriseUs(String target) throws IOException, InterruptedException {
    // Given
    Path corpus = Files.createDirectory(directory.resolve("corpus"));
    Files.writeString(corpus.resolve("event"), Deliveries.event(1));
    Files.writeString(corpus.resolve("batch"), "[" + Deliveries.event(1) + ",{},null]");
    Files.writeString(
        corpus.resolve("caliper"),
        "{\"sensor\":\"x\",\"sendTime\":\"2026-09-01T08:00:00.000Z\",\"dataVersion\":\"http://purl.imsglobal.org/ctx/caliper/v1p1\",\"data\":[{\"id\":\"urn:uuid:1\",\"type\":\"NavigationEvent\",\"eventTime\":\"2026-09-01T08:00:00.000Z\"}]}");
    Files.writeString(corpus.resolve("claims"), "{\"iss\":\"i\",\"exp\":1,\"body\":{}}");
    Files.writeString(corpus.resolve("token"), "\"e30.eyJpc3MiOiJpIn0.c2ln\"");
    System.out.printf("fuzzing %s: runs %d, seed %d%n", target, RUNS, SEED);

    // When
    Path log = directory.resolve("log");
    Process jazzer =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=" + (RUNS > 1_000_000 ? 4 : 1),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Jazzer.class.getName(),
                    "--target_class=" + target,
                    "--instrumentation_includes=org.liveevents.**",
                    "--disabled_hooks=.*",
                    "-runs=" + RUNS,
                    "-seed=" + SEED,
                    "-max_len=" + LENGTH,
                    "-len_control=0",
                    "-print_final_stats=1",
                    corpus.toString()))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();

    // Then
    boolean ended = jazzer.waitFor(RUNS > 1_000_000 ? 7200 : 120, TimeUnit.SECONDS);
    jazzer.destroyForcibly();
    String output = Files.readString(log, UTF_8);
    output.lines().filter(line -> line.contains("stat::")).forEach(System.out::println);
    assertThat(ended).as(output).isTrue();
    assertThat(jazzer.exitValue()).as(output).isZero();
    assertThat(output).contains("number_of_executed_units");
  }
}
