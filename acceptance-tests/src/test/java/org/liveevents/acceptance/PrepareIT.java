package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.acceptance.OperatorCommand.Ended;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.topic.Topics;

/** What `prepare` leaves behind is all the services need: they find nothing left to create. */
class PrepareIT {

  @TempDir private Path directory;

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private Admin admin;
  private Map<String, String> settings;

  @BeforeEach
  void connect() {
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
            "TOPIC_PREFIX", "uni",
            "RAW_PARTITIONS", "3",
            "TYPED_PARTITIONS", "1");
  }

  @AfterEach
  void close() {
    admin.close();
    kafka.close();
  }

  @Test
  void createsEveryTopicOnceAndTheTopologyAddsOnlyItsOwn() throws Exception {
    // Given: one topic is there already, and other than we would make it
    admin.createTopics(List.of(new NewTopic("uni.rejected", 2, (short) 1))).all().get();
    Set<String> wanted =
        new PipelineTopics(new Topics("uni"), 3, 1)
            .all().stream().map(TopicSpec::name).collect(Collectors.toCollection(TreeSet::new));

    // When
    Ended first = OperatorCommand.run(settings, "prepare");
    Ended second = OperatorCommand.run(settings, "prepare");

    // Then
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains(wanted.size() + " topics are there, " + (wanted.size() - 1));
    assertThat(second.out()).contains(wanted.size() + " topics are there, 0 of them new");
    assertThat(topics()).isEqualTo(wanted);
    assertThat(admin.describeTopics(List.of("uni.rejected")).allTopicNames().get())
        .allSatisfy((name, topic) -> assertThat(topic.partitions()).hasSize(2));

    // And: the topology, once it is ready, has added what Kafka Streams makes for itself alone
    Map<String, String> topology = new java.util.HashMap<>(settings);
    topology.put("QUERY_AUTH", "none");
    topology.put("QUERY_PORT", "0");
    topology.put("KAFKA_STATE_DIR", directory.resolve("state").toString());
    try (ServiceProcess process =
        ServiceProcess.start(ServiceProcess.TOPOLOGY, topology, directory.resolve("log"))) {
      process.awaitReady();
      Set<String> more = topics();
      more.removeAll(wanted);
      assertThat(more).allMatch(name -> name.startsWith("uni-topology-"));
    }
  }

  @Test
  void registersTheSchemasWhereThereIsARegistry() {
    try (ApicurioRegistry registry = ApicurioRegistry.start(directory).awaitReady()) {
      // When
      Map<String, String> all = new java.util.HashMap<>(settings);
      all.put("SCHEMA_REGISTRY_URL", registry.url().toString());
      Ended ended = OperatorCommand.run(all, "prepare");

      // Then
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.out()).containsPattern("1\\d\\d schemas are in the registry");
    }
  }

  @Test
  void saysWhatIsWrongAndEndsWithItsCode() {
    assertThat(OperatorCommand.run(Map.of(), "prepare"))
        .satisfies(
            ended -> {
              assertThat(ended.exitCode()).isEqualTo(2);
              assertThat(ended.err()).contains("KAFKA_BOOTSTRAP_SERVERS");
            });
    Map<String, String> tooMany = new java.util.HashMap<>(settings);
    tooMany.put("REPLICATION_FACTOR", "3"); // one broker can't
    assertThat(OperatorCommand.run(tooMany, "prepare").exitCode()).isEqualTo(3);
  }

  private Set<String> topics() throws Exception {
    return new TreeSet<>(admin.listTopics().names().get());
  }
}
