package org.liveevents.acceptance;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liveevents.event.RejectionCode;

/** The table of rejections says what is tried out. */
class RejectionReferenceTest {

  private static final Path TABLE = Path.of("..", "docs", "reference", "rejections.md");
  private static final String IMPOSSIBLE = "–";

  /** Nobody can provoke it from outside. */
  private static final Set<RejectionCode> UNTRIED = EnumSet.of(RejectionCode.INTERNAL);

  @Test
  void namesTheStageOfEveryCodeInEveryChannel() throws IOException {
    // Given
    Map<String, List<String>> tried =
        Arrays.stream(RejectionCode.values())
            .filter(code -> !UNTRIED.contains(code))
            .collect(toMap(RejectionCode::code, RejectionReferenceTest::stages));

    // When
    Map<String, List<String>> documented =
        Files.readAllLines(TABLE).stream()
            .filter(line -> line.matches("\\| `[a-z0-9_]+` \\| .*"))
            .map(line -> line.split(" *\\| *", -1))
            .collect(
                toMap(
                    cells -> cells[1].replace("`", ""),
                    cells ->
                        List.of(cells).subList(3, 6).stream()
                            .map(RejectionReferenceTest::bare)
                            .toList()));

    // Then
    assertThat(documented).hasSize(RejectionCode.values().length).containsAllEntriesOf(tried);
  }

  private static String bare(String cell) {
    return cell.replace("`", "");
  }

  /** Where a code is refused: from SQS, from all three webhooks, from the raw topic. */
  private static List<String> stages(RejectionCode code) {
    Set<Channel> channels =
        BrokenEvent.all().stream()
            .filter(broken -> broken.code() == code)
            .flatMap(broken -> broken.channels().stream())
            .collect(toSet());
    List<String> stages = new ArrayList<>();
    for (Set<Channel> column :
        List.of(
            EnumSet.of(Channel.SQS),
            EnumSet.range(Channel.SIGNED_WEBHOOK, Channel.OPEN_WEBHOOK),
            EnumSet.of(Channel.RAW_TOPIC))) {
      stages.add(channels.containsAll(column) ? column.iterator().next().stage(code) : IMPOSSIBLE);
    }
    return stages;
  }
}
