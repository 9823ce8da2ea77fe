package org.liveevents.acceptance;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.liveevents.acceptance.CommittedTopics.Found;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.pipeline.RunningService;
import org.liveevents.quickstart.pipeline.Services;

/** A topology that has a schema registry, with what goes in at the raw topic. */
final class RegisteredPipeline implements AutoCloseable {

  private final ApicurioRegistry registry;
  private final EmbeddedKafka kafka;
  private final RunningService topology;
  private final RawWriter raw;

  RegisteredPipeline(Path directory) {
    registry = ApicurioRegistry.start(directory);
    kafka = EmbeddedKafka.start();
    registry.awaitReady();
    topology =
        Services.topology()
            .start(
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                    "KAFKA_STATE_DIR", directory.resolve("state").toString(),
                    "SCHEMA_REGISTRY_URL", registry.url().toString(),
                    "RAW_PARTITIONS", "1",
                    "TYPED_PARTITIONS", "1",
                    "REORDER_GRACE", "1s",
                    "QUERY_PORT", "0",
                    "QUERY_AUTH", "none",
                    "MANAGEMENT_PORT", "0"));
    raw = new RawWriter(kafka.bootstrapServers());
  }

  ApicurioRegistry registry() {
    return registry;
  }

  String brokers() {
    return kafka.bootstrapServers();
  }

  void create(String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  CommittedTopics topics() {
    return new CommittedTopics(kafka.bootstrapServers());
  }

  /** Puts events into the raw topic, as received now. */
  void receive(Iterable<String> events) {
    Instant now = Instant.now();
    events.forEach(event -> raw.write(event, now));
    raw.flush();
  }

  /** Waits until that many records stand on the typed topics, and returns them. */
  List<Found> awaitTyped(int count) {
    return await("typed records")
        .atMost(Duration.ofMinutes(1))
        .until(() -> topics().typed(), typed -> typed.size() >= count);
  }

  @Override
  public void close() {
    raw.close();
    topology.close();
    kafka.close();
    registry.close();
  }
}
