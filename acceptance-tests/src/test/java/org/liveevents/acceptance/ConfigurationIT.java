package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees who got the configuration wrong. */
class ConfigurationIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {ServiceProcess.BRIDGE, ServiceProcess.TOPOLOGY})
  void everyProblemIsPrintedAtOnceAndTheExitCodeIs2(String service) {
    // Given
    Map<String, String> wrong =
        Map.of(
            "TOPIC_PREFIX", "a b",
            "RAW_PARTITIONS", "0",
            "WEBHOOK_PROT", "8090",
            "QUERY_AUTH", "maybe",
            "QUERY_TOKENS", "do-not-print-me");

    // When
    int exitCode;
    String printed;
    try (ServiceProcess process = ServiceProcess.start(service, wrong, directory.resolve("log"))) {
      exitCode = process.await();
      printed = process.log();
    }

    // Then
    assertThat(exitCode).isEqualTo(2);
    assertThat(printed)
        .contains("KAFKA_BOOTSTRAP_SERVERS", "TOPIC_PREFIX", "RAW_PARTITIONS", "WEBHOOK_PROT")
        .contains("WEBHOOK_PORT")
        .doesNotContain("do-not-print-me")
        .doesNotContain("Exception");
  }
}
