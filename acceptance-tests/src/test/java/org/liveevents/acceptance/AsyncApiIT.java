package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document as the specification's own schema sees it. */
class AsyncApiIT {

  private static final Path PROGRAM = Path.of("src", "test", "asyncapi");
  private static final Path INSTALLED = Path.of("target", "asyncapi");
  private static final Path DOCUMENT = Path.of("..", "docs", "reference", "asyncapi.yaml");

  @Test
  void theDocumentKeepsToTheSpecification() {
    OtherProgram node = NodeProgram.installed(PROGRAM, INSTALLED, Map.of());

    String found = node.run("", "node", "check.js", DOCUMENT.toAbsolutePath().toString());

    assertThat(found).matches("[1-9][0-9]+ channels, 0 errors\\R");
  }
}
