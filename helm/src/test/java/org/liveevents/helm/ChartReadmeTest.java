package org.liveevents.helm;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The chart's README has a row for every value, made of values.yaml. {@code -Dreference=write}
 * writes it anew.
 */
class ChartReadmeTest {

  private static final Path README = Chart.DIRECTORY.resolve("README.md");
  private static final String BEGIN = "<!-- values -->\n";

  private static final List<ValuesFile.Row> ROWS =
      ValuesFile.rows(Chart.DIRECTORY.resolve("values.yaml"));

  @Test
  void theTableIsThatOfTheValues() throws IOException {
    // Given
    String page = Files.readString(README);
    String table =
        ROWS.stream()
            .map(
                row ->
                    "| `%s` | `%s` | %s |\n".formatted(row.path(), row.fallback(), row.meaning()))
            .collect(joining("", "| value | default | meaning |\n|---|---|---|\n", ""));

    // When
    String asItIs = page.substring(0, page.indexOf(BEGIN)) + BEGIN + table;
    if ("write".equals(System.getProperty("reference"))) {
      Files.writeString(README, asItIs);
    }

    // Then
    assertThat(Files.readString(README)).isEqualTo(asItIs);
  }

  @Test
  void everyValueIsInTheSchemaAndTheOtherWayRound() throws IOException {
    // Given
    JsonNode schema =
        new ObjectMapper().readTree(Chart.DIRECTORY.resolve("values.schema.json").toFile());
    List<String> inSchema = new ArrayList<>();
    collect(schema, "", inSchema);
    inSchema.remove("global"); // Helm's own

    // Then
    assertThat(new TreeSet<>(ROWS.stream().map(row -> leafOf(row.path(), inSchema)).toList()))
        .containsExactlyElementsOf(new TreeSet<>(inSchema));
  }

  /** What the schema leaves open, such as labels, has values below it all the same. */
  private static String leafOf(String path, List<String> leaves) {
    return leaves.stream().filter(leaf -> path.startsWith(leaf + ".")).findFirst().orElse(path);
  }

  private static void collect(JsonNode schema, String path, List<String> leaves) {
    JsonNode properties = schema.path("properties");
    if (properties.isEmpty()) {
      leaves.add(path);
      return;
    }
    properties
        .properties()
        .forEach(
            property ->
                collect(
                    property.getValue(),
                    path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                    leaves));
  }
}
