package org.liveevents.quickstart.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void finalisesTheProductionFeaturesSoThatTransactionsAreOfTheSecondVersion() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Admin admin = admin(kafka)) {
      // When
      Map<String, Short> levels =
          admin.describeFeatures().featureMetadata().get().finalizedFeatures().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().maxVersionLevel()));

      // Then
      assertThat(levels)
          .contains(
              entry("group.version", (short) 1),
              entry("share.version", (short) 1),
              entry("streams.version", (short) 1),
              entry("transaction.version", (short) 2),
              entry("metadata.version", (short) 30));
    }
  }

  @Test
  void comesBackWithItsDataOnTheSamePort(@TempDir Path directory) throws Exception {
    // Given
    int port;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      port = kafka.port();
      create(kafka, "kept");
      sendInTransaction(kafka, "kept", "before");
    }

    // When
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
      sendInTransaction(kafka, "kept", "after");

      // Then
      assertThat(kafka.port()).isEqualTo(port);
      assertThat(committed(kafka, "kept", 2)).containsExactly("before", "after");
    }
  }

  @Test
  void leavesNothingBehindWithoutADirectoryOfItsOwn() {
    // Given
    EmbeddedKafka kafka = EmbeddedKafka.start();

    // When
    kafka.close();

    // Then
    assertThat(Files.exists(kafka.directory())).isFalse();
  }

  private static Admin admin(EmbeddedKafka kafka) {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private static void create(EmbeddedKafka kafka, String topic) throws Exception {
    try (Admin admin = admin(kafka)) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
  }

  private static void sendInTransaction(EmbeddedKafka kafka, String topic, String value) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var unused = producer.send(new ProducerRecord<>(topic, value));
      producer.commitTransaction();
    }
  }

  private static List<String> committed(EmbeddedKafka kafka, String topic, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "test",
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> received : consumer.poll(Duration.ofMillis(200))) {
          values.add(received.value());
        }
      }
    }
    return values;
  }
}
