package org.liveevents.tools.size;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SizingTest {

  private static final Path PAGE = Path.of("../docs/operations/sizing.md");

  @Test
  void partitionsAreAMultipleOfTwelveThatLastsForTheGrowth() {
    assertThat(of(1_000_000, 4).rawPartitions()).isEqualTo(12);
    // 100 million a day: 6,944 events a second at the peak, 27,778 when four times as large
    assertThat(of(100_000_000, 4).rawPartitions()).isEqualTo(36);
    assertThat(of(100_000_000, 1).rawPartitions()).isEqualTo(12);
  }

  @Test
  void oneInstanceMayAlwaysBeMissing() {
    assertThat(of(1, 1).instances()).isEqualTo(2);
    assertThat(of(100_000_000, 1).instances()).isEqualTo(3);
  }

  @Test
  void whatIsRememberedTakesDiskAndNoMemory() {
    // Given
    Sizing day = of(10_000_000, 4);
    Sizing fortnight = new Sizing(load(10_000_000, 4, Duration.ofDays(14)));

    // Then: 13 more days of ids, twice on the one instance that may be left
    assertThat(fortnight.instanceHeap()).isEqualTo(day.instanceHeap());
    assertThat(fortnight.instanceDisk() - day.instanceDisk())
        .isEqualTo(2 * 13 * 10_000_000.0 * Sizing.REMEMBERED_DISK);
    assertThat(day.rawDisk()).isEqualTo(10_000_000.0 * 7 * (1300 + 300) / 3 * 3);
    assertThat(fortnight.rawDisk()).isEqualTo(day.rawDisk());
  }

  @Test
  void nonsenseIsRefusedWithAWord() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int exit =
        org.liveevents.tools.Main.commandLine()
            .setErr(new java.io.PrintWriter(printed, true, StandardCharsets.UTF_8))
            .execute("size", "--events-per-day", "0");
    assertThat(exit).isEqualTo(2);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("positive");
  }

  /** {@code -Dreference=write} writes the page anew. */
  @Test
  void thePageShowsWhatTheCommandPrints() throws IOException {
    // Given
    String page = Files.readString(PAGE);
    Pattern example =
        Pattern.compile("```\n\\$ \\./live-events (size [^\n]*)\n(.*?)```", Pattern.DOTALL);
    List<MatchResult> examples = example.matcher(page).results().toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(3);

    // When
    String asItIs =
        example
            .matcher(page)
            .replaceAll(
                found ->
                    java.util.regex.Matcher.quoteReplacement(
                        "```\n$ ./live-events "
                            + found.group(1)
                            + "\n"
                            + run(found.group(1))
                            + "```"));
    if ("write".equals(System.getProperty("reference"))) {
      Files.writeString(PAGE, asItIs);
    }

    // Then
    assertThat(Files.readString(PAGE)).isEqualTo(asItIs);
  }

  private static String run(String command) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    int exit =
        new CommandLine(new SizeCommand(out))
            .execute(command.substring("size ".length()).split(" ", -1));
    assertThat(exit).isZero();
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Sizing of(long events, double growth) {
    return new Sizing(load(events, growth, Duration.ofDays(1)));
  }

  private static Load load(long events, double growth, Duration window) {
    return new Load(events, 1300, 6, growth, 3, 3, window, Duration.ofSeconds(30));
  }
}
