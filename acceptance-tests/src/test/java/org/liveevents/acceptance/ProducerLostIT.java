package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.IDEMPOTENT_WRITE;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.FreePorts;

/** A broker that refuses the bridge's producer for good: no retry helps, a new process may. */
class ProducerLostIT {

  private static final Map<String, String> WITH_ACCESS_CONTROL =
      Map.of(
          "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          "allow.everyone.if.no.acl.found", "true");

  @TempDir private Path directory;

  @Test
  void theProcessSaysUnavailableAndEndsWithItsOwnCode() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(WITH_ACCESS_CONTROL)) {
      // Given
      forbidWriting(kafka.bootstrapServers());
      int port = FreePorts.free();
      try (ServiceProcess bridge =
          ServiceProcess.start(
              ServiceProcess.BRIDGE,
              Map.of(
                  "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                  "WEBHOOK_PORT", Integer.toString(port),
                  "WEBHOOK_AUTH", "none"),
              directory.resolve("log"))) {
        bridge.awaitReady();

        // When
        int answer =
            WebhookClient.of(port)
                .post(Events.read(1, 1, Instant.now()).getBytes(UTF_8))
                .statusCode();

        // Then
        assertThat(answer).isEqualTo(503);
        assertThat(bridge.await()).as(bridge.log()).isEqualTo(6);
        assertThat(bridge.log()).contains("the producer is unusable and needs a restart");
      }
    }
  }

  private static void forbidWriting(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createAcls(
              List.of(
                  rule(ResourceType.CLUSTER, "kafka-cluster", ALL, ALLOW),
                  rule(ResourceType.CLUSTER, "kafka-cluster", IDEMPOTENT_WRITE, DENY),
                  rule(ResourceType.TOPIC, "*", ALL, ALLOW),
                  rule(ResourceType.TOPIC, "*", WRITE, DENY)))
          .all()
          .get();
    }
  }

  private static AclBinding rule(
      ResourceType type, String name, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
  }
}
