package org.liveevents.tools.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsCheckTest {

  @Test
  void whatManyTopicsHaveAlikeIsSaidOnce() {
    assertThat(
            TopicsCheck.together(
                List.of(
                    yellow("topic a", "1 partition, not 3"),
                    Finding.red("topic a", "1 partition, not 3", "mend it"),
                    yellow("topic raw", "4 partitions, not 12"),
                    yellow("topic b", "1 partition, not 3"),
                    yellow("topic c", "1 partition, not 3"),
                    yellow("topic d", "1 partition, not 3"))))
        .containsExactly(
            yellow("4 topics", "1 partition, not 3: a, b, c, ..."),
            Finding.red("topic a", "1 partition, not 3", "mend it"),
            yellow("topic raw", "4 partitions, not 12"));
  }

  private static Finding yellow(String what, String message) {
    return Finding.yellow(what, message, "nothing, if that is meant");
  }
}
