package org.liveevents.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liveevents.event.RejectionCode;
import org.liveevents.runtime.config.Key;

/** The papers say what the code does: configuration keys, exit codes, class names. */
class DocumentationTest {

  private static final Path ROOT = Path.of("..");

  @Test
  void theReadmesTableHasEveryKeyWithItsDefaultAndMeaning() throws IOException {
    // Given
    List<String> wanted =
        Arrays.stream(Key.values())
            .map(
                key ->
                    "| `%s` | %s | %s |"
                        .formatted(
                            key.name(),
                            key.fallback().map(text -> "`" + text + "`").orElse("unset"),
                            key.meaning()))
            .toList();

    // When
    List<String> rows =
        Files.readAllLines(ROOT.resolve("README.md")).stream()
            .filter(line -> line.matches("\\| `[A-Z_]+` .*"))
            .toList();

    // Then
    assertThat(rows).containsExactlyElementsOf(wanted);
  }

  @Test
  void theReadmesTableHasEveryExitCode() throws IOException {
    // When
    List<String> rows =
        Files.readAllLines(ROOT.resolve("README.md")).stream()
            .filter(line -> line.matches("\\| \\d+ \\| .*"))
            .map(line -> line.split(" ", 3)[1])
            .toList();

    // Then
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(ExitCode.values()).map(code -> Integer.toString(code.number())).toList());
  }

  @Test
  void theTableOfRejectionsHasEveryCode() throws IOException {
    // When
    List<String> rows =
        Files.readAllLines(ROOT.resolve("docs/reference/rejections.md")).stream()
            .filter(line -> line.matches("\\| `[a-z0-9_]+` \\| .*"))
            .map(line -> line.split("`", 3)[1])
            .toList();

    // Then
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(RejectionCode.values()).map(RejectionCode::code).toList());
  }

  @Test
  void everyClassThatAPaperNamesExists() throws IOException {
    // Given
    Set<String> classes;
    try (Stream<Path> files = Files.walk(ROOT)) {
      classes =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toSet());
    }

    // When
    Set<String> named = new TreeSet<>();
    for (String paper : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
      named.addAll(classNames(ROOT.resolve(paper)));
    }
    try (Stream<Path> records = Files.list(ROOT.resolve("docs/adr"))) {
      for (Path record : records.toList()) {
        // A superseded one speaks of what was.
        if (!Files.readString(record).contains("\nSuperseded by ")) {
          named.addAll(classNames(record));
        }
      }
    }

    // Then
    assertThat(classes).containsAll(named);
  }

  /** Words in code style that look like a class of ours. */
  private static Set<String> classNames(Path paper) throws IOException {
    return Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z0-9]*)+(?:IT)?)[`.]")
        .matcher(Files.readString(paper))
        .results()
        .map((MatchResult result) -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
