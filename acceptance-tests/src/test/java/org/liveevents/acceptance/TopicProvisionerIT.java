package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicProvisioner;
import org.liveevents.topic.Topics;

class TopicProvisionerIT {

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  private final PipelineTopics topics = new PipelineTopics(new Topics("uni"), 5, 2);

  @AfterEach
  void close() {
    admin.close();
    kafka.close();
  }

  @Test
  void createsWhatIsMissingWithItsSettingsAndLeavesTheRestAlone() throws Exception {
    // Given
    TopicProvisioner provisioner = new TopicProvisioner(admin, OptionalInt.empty());
    provisioner.provision(List.of(topics.raw()));

    // When
    TopicProvisioner.Provisioned provisioned =
        provisioner.provision(List.of(topics.raw(), topics.rejected(), topics.state("course")));

    // Then
    assertThat(provisioned.created()).containsExactlyInAnyOrder("uni.rejected", "uni.state.course");
    assertThat(provisioned.isComplete()).isTrue();
    assertThat(partitions("uni.raw")).isEqualTo(5);
    assertThat(partitions("uni.rejected")).isEqualTo(2);
    assertThat(setting("uni.raw", "max.message.bytes")).isEqualTo("1310720");
    assertThat(setting("uni.rejected", "max.message.bytes")).isEqualTo("4194304");
    assertThat(setting("uni.state.course", "cleanup.policy")).isEqualTo("compact");
  }

  @Test
  void saysWhichTopicsAreMissingAndWhy() throws Exception {
    // When: one broker cannot hold three copies
    TopicProvisioner.Provisioned provisioned =
        new TopicProvisioner(admin, OptionalInt.of(3)).provision(List.of(topics.raw()));

    // Then
    assertThat(provisioned.isComplete()).isFalse();
    assertThat(provisioned.missing()).containsOnlyKeys("uni.raw");
  }

  private int partitions(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private String setting(String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    return config.get(name).value();
  }
}
