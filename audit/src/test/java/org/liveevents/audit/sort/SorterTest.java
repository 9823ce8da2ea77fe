package org.liveevents.audit.sort;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SorterTest {

  @TempDir private Path directory;

  @Test
  void sortsWhatMemoryDoesNotHoldAndLeavesNoFileBehind() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    TreeMap<String, List<Integer>> wanted = new TreeMap<>();
    TreeMap<String, List<Integer>> found = new TreeMap<>();
    List<String> order = new ArrayList<>();
    long mostFiles = 0;
    try (Sorter sorter = new Sorter(directory, "rows", 2000)) {
      // Given: far more files than may be open at once
      for (int i = 0; i < 3000; i++) {
        String group = Integer.toString(random.nextInt(50), 36);
        int value = random.nextInt(2001) - 1000;
        wanted.computeIfAbsent(group, key -> new ArrayList<>()).add(value);
        sorter.add(group, SortKey.of().number(value), IntNode.valueOf(value));
        mostFiles = Math.max(mostFiles, files());
      }
      assertThat(mostFiles).as("on disk, and not all open at once").isBetween(32L, 64L);
      wanted.values().forEach(values -> values.sort(null));

      // When
      sorter.groups(
          (group, values) -> {
            order.add(group);
            values.forEach(
                value ->
                    found.computeIfAbsent(group, key -> new ArrayList<>()).add(value.intValue()));
          });
    }

    // Then
    assertThat(found).as("seed %d", seed).isEqualTo(wanted);
    assertThat(order)
        .as("each group once, in order, seed %d", seed)
        .containsExactlyElementsOf(wanted.keySet());
    assertThat(files()).isZero();
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  void noTextIsTheBeginningOfAnother() {
    byte[] one = SortKey.of().text("a").text("b").bytes();
    byte[] other = SortKey.of().text("a\u0000\u0001b").text("").bytes();
    assertThat(one).isNotEqualTo(other);
  }
}
