package org.liveevents.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private enum Auth {
    SIGNED,
    TOKEN
  }

  private final Path directory;

  SettingsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void returnsTheDefaultOfWhatIsNotSet() {
    // Given
    Settings settings = Settings.of(Map.of("RAW_PARTITIONS", "  "));

    // Then
    assertThat(settings.integer(Key.RAW_PARTITIONS, 1, 100)).isEqualTo(12);
    assertThat(settings.duration(Key.DEDUPE_WINDOW, Duration.ZERO, Duration.ofDays(14)))
        .isEqualTo(Duration.ofHours(24));
    assertThat(settings.size(Key.WEBHOOK_MAX_BODY, 1, 1L << 30)).isEqualTo(2L << 20);
    assertThat(settings.choice(Key.WEBHOOK_AUTH, Auth.class)).isEqualTo(Auth.SIGNED);
    assertThat(settings.integerIfSet(Key.WEBHOOK_PORT, 0, 65_535)).isEmpty();
    assertThat(settings.list(Key.SQS_QUEUE_URLS)).isEmpty();
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "24h,PT24H", "14d,PT336H", "PT1H,PT1H"})
  void readsDurationsAsPeopleWriteThem(String text, Duration expected) {
    // Given
    Settings settings = Settings.of(Map.of("REORDER_GRACE", text));

    // When
    Duration read = settings.duration(Key.REORDER_GRACE, Duration.ZERO, Duration.ofDays(30));

    // Then
    assertThat(read).isEqualTo(expected);
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2MiB,2097152", "512KiB,524288", "1048576,1048576", "1mib,1048576"})
  void readsSizesAsPeopleWriteThem(String text, long expected) {
    // Given
    Settings settings = Settings.of(Map.of("WEBHOOK_MAX_BODY", text));

    // Then
    assertThat(settings.size(Key.WEBHOOK_MAX_BODY, 1, 1L << 30)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1s", "30 parsecs", "15d", "99999999999999999999s"})
  void notesWhatIsNoDurationWithinTheLimits(String text) {
    // Given
    Settings settings = Settings.of(Map.of("REORDER_GRACE", text));

    // When
    Duration read = settings.duration(Key.REORDER_GRACE, Duration.ZERO, Duration.ofDays(14));

    // Then
    assertThat(read).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.problems()).hasSize(text.isEmpty() ? 0 : 1);
  }

  @Test
  void reportsAllProblemsTogetherEachWithKeyValueAndRemedy() {
    // Given
    Settings settings =
        Settings.of(
            Map.of("RAW_PARTITIONS", "0", "WEBHOOK_AUTH", "magic", "SQS_ENDPOINT", "localhost"));

    // When
    settings.integer(Key.RAW_PARTITIONS, 1, 100);
    settings.choice(Key.WEBHOOK_AUTH, Auth.class);
    settings.uri(Key.SQS_ENDPOINT);

    // Then
    assertThatThrownBy(settings::check)
        .asInstanceOf(type(ConfigurationException.class))
        .extracting(ConfigurationException::problems, list(Problem.class))
        .containsExactly(
            new Problem("RAW_PARTITIONS", "0", "set it to a whole number from 1 to 100"),
            new Problem("WEBHOOK_AUTH", "magic", "set it to one of signed, token"),
            new Problem("SQS_ENDPOINT", "localhost", "set it to an http or https address"));
  }

  @Test
  void asksWhichKeyAMistypedOneWasMeantToBe() {
    // Given
    Settings settings = Settings.of(Map.of("REORDER_GRACES", "30s", "PATH", "/bin"));

    // Then
    assertThat(settings.problems())
        .containsExactly(
            new Problem("REORDER_GRACES", "", "unknown key; did you mean REORDER_GRACE?"));
  }

  @Test
  void looksAtEveryKeyOfTheFileButOnlyAtOursInTheEnvironment() throws IOException {
    // Given
    Path file = directory.resolve("live-events.properties");
    Files.writeString(file, "COLOUR=red\nRAW_PARTITIONS=3\nKAFKA_BOOTSTRAP_SERVERS=a:1\n");

    // When
    Settings settings = Settings.of(Map.of("COLOUR", "blue"), Optional.of(file));

    // Then
    assertThat(settings.integer(Key.RAW_PARTITIONS, 1, 100)).isEqualTo(3);
    assertThat(settings.problems()).extracting(Problem::key).containsExactly("COLOUR");
  }

  @Test
  void theEnvironmentWinsOverTheFileItNames() throws IOException {
    // Given
    Path file = directory.resolve("live-events.properties");
    Files.writeString(file, "TOPIC_PREFIX=file\nRAW_PARTITIONS=3\n");

    // When
    Settings settings =
        Settings.of(Map.of("LIVE_EVENTS_CONFIG", file.toString(), "TOPIC_PREFIX", "environment"));

    // Then
    assertThat(settings.text(Key.TOPIC_PREFIX)).contains("environment");
    assertThat(settings.integer(Key.RAW_PARTITIONS, 1, 100)).isEqualTo(3);
  }

  @Test
  void notesAFileThatCannotBeRead() {
    // When
    Settings settings = Settings.of(Map.of(), Optional.of(directory.resolve("absent")));

    // Then
    assertThat(settings.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.key()).isEqualTo("LIVE_EVENTS_CONFIG"));
  }

  @Test
  void passesKafkaSettingsThroughButNotWhatKubernetesAddsForAServiceCalledKafka() {
    // Given
    Settings settings =
        Settings.of(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                "KAFKA_SASL_JAAS_CONFIG", "login password",
                "KAFKA_PORT", "tcp://10.0.0.1:9092",
                "KAFKA_SERVICE_HOST", "10.0.0.1",
                "KAFKA_PORT_9092_TCP_ADDR", "10.0.0.1",
                "KAFKA_SERVICE_PORT_CLIENT", "9092"));

    // Then
    assertThat(settings.kafka())
        .isEqualTo(
            Map.of("bootstrap.servers", "broker:9092", "sasl.jaas.config", "login password"));
    assertThat(settings.print()).containsEntry("sasl.jaas.config", "***");
  }

  @Test
  void saysSoWhenKubernetesSetOneOfOurKeys() {
    // Given
    Settings settings = Settings.of(Map.of("WEBHOOK_PORT", "tcp://10.0.0.1:80"));

    // When
    settings.portIfSet(Key.WEBHOOK_PORT);

    // Then
    assertThat(settings.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).contains("enableServiceLinks"));
  }

  @Test
  void readsSecretsFromTheKeyAndFromAFileAndShowsNeither() throws IOException {
    // Given
    Path file = directory.resolve("tokens");
    Files.writeString(file, "first\nsecond\n");
    Settings settings =
        Settings.of(Map.of("WEBHOOK_TOKENS", "third", "WEBHOOK_TOKENS_FILE", file.toString()));

    // Then
    assertThat(settings.secrets(Key.WEBHOOK_TOKENS))
        .extracting(Secret::reveal)
        .containsExactly("first", "second", "third");
    assertThat(settings.secrets(Key.WEBHOOK_TOKENS).toString()).doesNotContain("third");
    assertThat(settings.print()).containsEntry("WEBHOOK_TOKENS", "***");
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void readsListsAddressesAndPairs() {
    // Given
    Settings settings =
        Settings.of(
            Map.of(
                "SQS_QUEUE_URLS", "https://a/1, https://b/2",
                "CANVAS_SHARD_ALIASES", "7=2107, 8=2108"));

    // Then
    assertThat(settings.uris(Key.SQS_QUEUE_URLS))
        .containsExactly(URI.create("https://a/1"), URI.create("https://b/2"));
    assertThat(settings.pairs(Key.CANVAS_SHARD_ALIASES))
        .isEqualTo(Map.of("7", "2107", "8", "2108"));
  }
}
