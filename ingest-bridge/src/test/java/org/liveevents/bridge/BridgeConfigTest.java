package org.liveevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveevents.bridge.spool.SpoolSettings;
import org.liveevents.bridge.sqs.SqsSettings;
import org.liveevents.bridge.webhook.WebhookSettings;
import org.liveevents.bridge.webhook.WebhookSettings.Authentication;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.config.ConfigurationException;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Problem;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.topic.Topics;

class BridgeConfigTest {

  private static final Map<String, String> LEAST =
      Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "WEBHOOK_PORT", "8090");

  @Test
  void defaults() {
    // When
    BridgeConfig config = BridgeConfig.from(Settings.of(LEAST));

    // Then
    assertThat(config)
        .isEqualTo(
            new BridgeConfig(
                new Installation(
                    new PipelineTopics(new Topics("canvas"), 12, 3),
                    OptionalInt.empty(),
                    IdRules.ofShard(1),
                    Map.of("bootstrap.servers", "kafka:9092")),
                Optional.empty(),
                Optional.of(
                    new WebhookSettings(
                        8090,
                        new Authentication.Signed(
                            URI.create(
                                "https://8axpcl50e4.execute-api.us-east-1.amazonaws.com/main/jwks"),
                            "https://live-events.canvas.instructure.com",
                            Duration.ofSeconds(60)),
                        2 * 1024 * 1024,
                        64L * 1024 * 1024,
                        Optional.empty())),
                Optional.empty(),
                9090));
  }

  @Test
  void fullMapping() {
    // Given
    Map<String, String> every = new HashMap<>();
    every.put("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");
    every.put("KAFKA_SECURITY_PROTOCOL", "SSL");
    every.put("TOPIC_PREFIX", "uni");
    every.put("RAW_PARTITIONS", "24");
    every.put("TYPED_PARTITIONS", "6");
    every.put("REPLICATION_FACTOR", "2");
    every.put("SQS_QUEUE_URLS", "http://sqs:9324/1/canvas-live-events");
    every.put("SQS_ENDPOINT", "http://sqs:9324");
    every.put("AWS_REGION", "eu-north-1");
    every.put("SQS_RECEIVERS", "7");
    every.put("WEBHOOK_PORT", "8091");
    every.put("WEBHOOK_AUTH", "token");
    every.put("WEBHOOK_TOKENS", "old,new");
    every.put("WEBHOOK_MAX_BODY", "1MiB");
    every.put("WEBHOOK_MAX_IN_FLIGHT", "32MiB");
    every.put("SPOOL_DIRECTORY", "/var/spool/bridge");
    every.put("SPOOL_MAX_BYTES", "64MiB");
    every.put("SPOOL_AFTER", "500ms");
    every.put("CANVAS_DEFAULT_SHARD", "2107");
    every.put("CANVAS_SHARD_ALIASES", "7=2107");
    every.put("MANAGEMENT_PORT", "9099");

    // When
    BridgeConfig config = BridgeConfig.from(Settings.of(every));

    // Then
    assertThat(config)
        .isEqualTo(
            new BridgeConfig(
                new Installation(
                    new PipelineTopics(new Topics("uni"), 24, 6),
                    OptionalInt.of(2),
                    new IdRules(2107, Map.of(7L, 2107L)),
                    Map.of("bootstrap.servers", "kafka:9092", "security.protocol", "SSL")),
                Optional.of(
                    new SqsSettings(
                        List.of(URI.create("http://sqs:9324/1/canvas-live-events")),
                        Optional.of(URI.create("http://sqs:9324")),
                        "eu-north-1",
                        7)),
                Optional.of(
                    new WebhookSettings(
                        8091,
                        new Authentication.Token(List.of(new Secret("old"), new Secret("new"))),
                        1024 * 1024,
                        32L * 1024 * 1024,
                        Optional.empty())),
                Optional.of(
                    new SpoolSettings(
                        Path.of("/var/spool/bridge"), 64L << 20, Duration.ofMillis(500))),
                9099));
  }

  @Test
  void takesTheKeysAndTheIssuerOfSignedWebhooksFromTheSettings() {
    // Given
    Map<String, String> signed = new HashMap<>(LEAST);
    signed.put("WEBHOOK_JWKS_URL", "https://keys.example.edu/jwks");
    signed.put("WEBHOOK_ISSUER", "https://canvas.example.edu");
    signed.put("WEBHOOK_CLOCK_SKEW", "5s");

    // When
    BridgeConfig config = BridgeConfig.from(Settings.of(signed));

    // Then
    assertThat(config.webhook().orElseThrow().authentication())
        .isEqualTo(
            new Authentication.Signed(
                URI.create("https://keys.example.edu/jwks"),
                "https://canvas.example.edu",
                Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://sqs.eu-west-1.amazonaws.com/1/canvas-live-events, eu-west-1",
    "https://vpce-0a1-b2.sqs.us-west-2.vpce.amazonaws.com/1/q, us-west-2"
  })
  void takesTheRegionFromTheQueueUrl(String url, String region) {
    // Given
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put("SQS_QUEUE_URLS", url);

    // When
    BridgeConfig config = BridgeConfig.from(Settings.of(settings));

    // Then
    assertThat(config.sqs().orElseThrow().region()).isEqualTo(region);
  }

  @ParameterizedTest
  @CsvSource({
    "TOPIC_PREFIX, a topic",
    "RAW_PARTITIONS, 0",
    "TYPED_PARTITIONS, many",
    "REPLICATION_FACTOR, 0",
    "SQS_QUEUE_URLS, my-queue",
    "SQS_ENDPOINT, sqs",
    "SQS_RECEIVERS, 65",
    "WEBHOOK_PORT, 65536",
    "WEBHOOK_AUTH, basic",
    "WEBHOOK_JWKS_URL, jwks.json",
    "WEBHOOK_MAX_BODY, 4MiB",
    "WEBHOOK_MAX_IN_FLIGHT, 1MiB",
    "WEBHOOK_CLOCK_SKEW, 1h",
    "SPOOL_MAX_BYTES, 1MiB",
    "SPOOL_AFTER, 1m",
    "CANVAS_DEFAULT_SHARD, 0",
    "CANVAS_SHARD_ALIASES, 1",
    "CANVAS_SHARD_ALIASES, a=b",
    "MANAGEMENT_PORT, -1",
    "KAFKA_ACKS, 1",
    "KAFKA_ENABLE_IDEMPOTENCE, false",
    "WEBHOOK_TOKEN, secret"
  })
  void rejection(String key, String value) {
    // Given
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put(key, value);

    // Then
    assertThatThrownBy(() -> BridgeConfig.from(Settings.of(settings)))
        .asInstanceOf(type(ConfigurationException.class))
        .extracting(ConfigurationException::problems, list(Problem.class))
        .singleElement()
        .satisfies(problem -> assertThat(problem.key()).isEqualTo(key))
        .satisfies(problem -> assertThat(problem.toString()).doesNotContain("secret"))
        .satisfies(problem -> assertThat(problem.remedy()).isNotEmpty());
  }

  @Test
  void needsBrokersAndSomethingToReceiveFromAndTokensWhereTheyAreAskedFor() {
    assertThat(problemsOf(Map.of()))
        .containsExactlyInAnyOrder("KAFKA_BOOTSTRAP_SERVERS", "SQS_QUEUE_URLS");
    assertThat(
            problemsOf(
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    "k:1",
                    "WEBHOOK_PORT",
                    "1",
                    "WEBHOOK_AUTH",
                    "token")))
        .containsExactly("WEBHOOK_TOKENS");
    assertThat(
            problemsOf(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "k:1", "SQS_QUEUE_URLS", "http://queues/1/q")))
        .containsExactly("AWS_REGION");
  }

  private static List<String> problemsOf(Map<String, String> environment) {
    Settings settings = Settings.of(environment);
    assertThatThrownBy(() -> BridgeConfig.from(settings))
        .isInstanceOf(ConfigurationException.class);
    return settings.problems().stream().map(Problem::key).toList();
  }
}
