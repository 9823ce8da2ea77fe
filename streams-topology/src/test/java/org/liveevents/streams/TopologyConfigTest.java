package org.liveevents.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.config.ConfigurationException;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.registry.Compatibility;
import org.liveevents.runtime.registry.RegistrySettings;
import org.liveevents.runtime.registry.TlsSettings;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.Address;
import org.liveevents.streams.query.PageLimits;
import org.liveevents.streams.query.QuerySettings;
import org.liveevents.streams.query.access.AccessSettings;
import org.liveevents.streams.topology.EngineSettings;
import org.liveevents.streams.validate.Validation;
import org.liveevents.topic.Topics;

class TopologyConfigTest {

  private static final Map<String, String> LEAST =
      Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "QUERY_TOKENS", "one");

  @Test
  void defaults() {
    // When
    TopologyConfig config = TopologyConfig.from(Settings.of(LEAST));

    // Then
    assertThat(config)
        .isEqualTo(
            new TopologyConfig(
                new Installation(
                    new PipelineTopics(new Topics("canvas"), 12, 3),
                    OptionalInt.empty(),
                    IdRules.ofShard(1),
                    Map.of("bootstrap.servers", "kafka:9092")),
                new EngineSettings(
                    new Topics("canvas"),
                    IdRules.ofShard(1),
                    Duration.ofHours(24),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Runtime.getRuntime().maxMemory() / 2,
                    Validation.REJECT,
                    Duration.ofDays(30),
                    Set.copyOf(Views.topics())),
                Optional.empty(),
                new QuerySettings(
                    8080,
                    Optional.empty(),
                    new AccessSettings(
                        new AccessSettings.Token(List.of(new Secret("one"))),
                        Duration.ofHours(8),
                        new AccessSettings.NoAudit()),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    IdRules.ofShard(1),
                    PageLimits.DEFAULT),
                9091));
  }

  @Test
  void fullMapping() {
    // Given
    Map<String, String> every = new HashMap<>();
    every.put("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");
    every.put("KAFKA_NUM_STREAM_THREADS", "7");
    every.put("TOPIC_PREFIX", "uni");
    every.put("RAW_PARTITIONS", "24");
    every.put("TYPED_PARTITIONS", "6");
    every.put("REPLICATION_FACTOR", "2");
    every.put("CANVAS_DEFAULT_SHARD", "2107");
    every.put("CANVAS_SHARD_ALIASES", "7=2107");
    every.put("DEDUPE_WINDOW", "14d");
    every.put("REORDER_GRACE", "45s");
    every.put("REORDER_MAX_SKEW", "PT1M");
    every.put("REORDER_MAX_BYTES", "300MiB");
    every.put("VALIDATION", "flag");
    every.put("SCHEMA_REGISTRY_URL", "http://registry:8081");
    every.put("SCHEMA_REGISTRY_COMPATIBILITY", "full");
    every.put("HISTORY_RETENTION", "60d");
    every.put("QUERY_PORT", "8099");
    every.put("QUERY_HOST", "10.0.0.7");
    every.put("QUERY_AUTH", "oidc");
    every.put("QUERY_OIDC_ISSUER", "https://login.example.edu");
    every.put("QUERY_OIDC_AUDIENCE", "canvas-state");
    every.put("QUERY_OIDC_JWKS_URL", "https://login.example.edu/keys");
    every.put("QUERY_OIDC_COURSES_CLAIM", "courses");
    every.put("QUERY_OIDC_ACCOUNTS_CLAIM", "accounts");
    every.put("QUERY_OIDC_CLOCK_SKEW", "5s");
    every.put("QUERY_SESSION", "1h");
    every.put("QUERY_AUDIT_LOG", "log");
    every.put("QUERY_CORS_ORIGINS", "https://dashboard.example.edu");
    every.put("QUERY_HOP_SECRETS", "hop");
    every.put("QUERY_ADVERTISED", "here:8099");
    every.put("MANAGEMENT_PORT", "9099");

    // When
    TopologyConfig config = TopologyConfig.from(Settings.of(every));

    // Then
    IdRules ids = new IdRules(2107, Map.of(7L, 2107L));
    assertThat(config)
        .isEqualTo(
            new TopologyConfig(
                new Installation(
                    new PipelineTopics(new Topics("uni"), 24, 6),
                    OptionalInt.of(2),
                    ids,
                    Map.of("bootstrap.servers", "kafka:9092", "num.stream.threads", "7")),
                new EngineSettings(
                    new Topics("uni"),
                    ids,
                    Duration.ofDays(14),
                    Duration.ofSeconds(45),
                    Duration.ofMinutes(1),
                    300L * 1024 * 1024,
                    Validation.FLAG,
                    Duration.ofDays(60),
                    Set.copyOf(Views.topics())),
                Optional.of(
                    new RegistrySettings(
                        List.of(URI.create("http://registry:8081")),
                        Optional.empty(),
                        TlsSettings.NONE,
                        Compatibility.FULL)),
                new QuerySettings(
                    8099,
                    Optional.of("10.0.0.7"),
                    new AccessSettings(
                        new AccessSettings.Provider(
                            URI.create("https://login.example.edu"),
                            "canvas-state",
                            Optional.of(URI.create("https://login.example.edu/keys")),
                            Optional.of("courses"),
                            Optional.of("accounts"),
                            Duration.ofSeconds(5)),
                        Duration.ofHours(1),
                        new AccessSettings.LoggedAudit()),
                    List.of("https://dashboard.example.edu"),
                    List.of(new Secret("hop")),
                    Optional.of(new Address("here", 8099)),
                    ids,
                    PageLimits.DEFAULT),
                9099));
  }

  @Test
  void reportsEveryProblemAtOnceWithItsRemedy() {
    // Given
    Map<String, String> wrong = new HashMap<>();
    wrong.put("KAFKA_PROCESSING_GUARANTEE", "at_least_once");
    wrong.put("TOPIC_PREFIX", "no spaces");
    wrong.put("RAW_PARTITIONS", "many");
    wrong.put("DEDUPE_WINDOW", "10s");
    wrong.put("REORDER_GRASE", "10s");
    wrong.put("QUERY_ADVERTISED", "nowhere");

    // Then
    assertThatThrownBy(() -> TopologyConfig.from(Settings.of(wrong)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "KAFKA_BOOTSTRAP_SERVERS",
            "KAFKA_PROCESSING_GUARANTEE",
            "TOPIC_PREFIX",
            "RAW_PARTITIONS",
            "DEDUPE_WINDOW",
            "REORDER_GRASE",
            "REORDER_GRACE",
            "QUERY_TOKENS",
            "QUERY_ADVERTISED");
  }

  @Test
  void exactlyOnceCannotBeTurnedOffAndOtherSettingsCanBeSet() {
    // Given
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put("KAFKA_COMMIT_INTERVAL_MS", "1000");
    settings.put("KAFKA_GROUP_INSTANCE_ID", "topology-0");

    // When
    Properties properties =
        StreamsProperties.of(TopologyConfig.from(Settings.of(settings)), new Address("here", 8080));

    // Then
    assertThat(properties)
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
        .containsEntry(StreamsConfig.APPLICATION_ID_CONFIG, "canvas-topology")
        .containsEntry(StreamsConfig.APPLICATION_SERVER_CONFIG, "here:8080")
        .containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "1000")
        .containsEntry("group.instance.id", "topology-0");
  }

  @Test
  void theStreamsProtocolHasNoStaticMembers() {
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put("KAFKA_GROUP_PROTOCOL", "streams");
    settings.put("KAFKA_GROUP_INSTANCE_ID", "topology-0");

    assertThatThrownBy(() -> TopologyConfig.from(Settings.of(settings)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("KAFKA_GROUP_INSTANCE_ID");
  }

  @Test
  void twoProcessesNeverHaveTheSameClientId() {
    Map<String, String> settings = new HashMap<>(LEAST);
    settings.put("KAFKA_CLIENT_ID", "ours");
    TopologyConfig config = TopologyConfig.from(Settings.of(settings));
    Address here = new Address("here", 8080);

    assertThat(StreamsProperties.of(config, here).getProperty("client.id")).startsWith("ours-");
    assertThat(StreamsProperties.of(config, here).get("client.id"))
        .isNotEqualTo(StreamsProperties.of(config, here).get("client.id"));
  }

  @Test
  void theSessionIsThatOfTheConsumerThatIsInTheGroup() {
    Map<String, String> settings = new HashMap<>(LEAST);
    assertThat(session(settings)).isEqualTo(Duration.ofSeconds(45));
    settings.put("KAFKA_SESSION_TIMEOUT_MS", "20000");
    assertThat(session(settings)).isEqualTo(Duration.ofSeconds(20));
    settings.put("KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "10000");
    assertThat(session(settings)).isEqualTo(Duration.ofSeconds(10));
  }

  private static Duration session(Map<String, String> settings) {
    Properties properties =
        StreamsProperties.of(TopologyConfig.from(Settings.of(settings)), new Address("here", 8080));
    return StreamsProperties.session(new StreamsConfig(properties), false);
  }
}
