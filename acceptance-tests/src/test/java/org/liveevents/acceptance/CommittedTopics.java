package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a {@code read_committed} consumer finds in topics, from their beginning to their present
 * end.
 */
final class CommittedTopics {

  private final String bootstrapServers;

  CommittedTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** One record, its text parts decoded. */
  record Found(
      String topic,
      int partition,
      Instant timestamp,
      String key,
      String value,
      Map<String, String> headers) {

    static Found of(ConsumerRecord<byte[], byte[]> record) {
      Map<String, String> headers = new HashMap<>();
      for (Header header : record.headers()) {
        headers.put(header.key(), new String(header.value(), UTF_8));
      }
      return new Found(
          record.topic(),
          record.partition(),
          Instant.ofEpochMilli(record.timestamp()),
          record.key() == null ? "" : new String(record.key(), UTF_8),
          record.value() == null ? "" : new String(record.value(), UTF_8),
          headers);
    }
  }

  /** All records of the typed topics; those of one partition in its order. */
  List<Found> typed() {
    return read(typedNames());
  }

  /**
   * How far the typed topics reach, markers of transactions included: cheap, and grows when more is
   * found.
   */
  long typedEnd() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Map<TopicPartition, OffsetSpec> question = new HashMap<>();
      admin
          .describeTopics(typedNames())
          .allTopicNames()
          .get()
          .forEach(
              (topic, description) ->
                  description
                      .partitions()
                      .forEach(
                          partition ->
                              question.put(
                                  new TopicPartition(topic, partition.partition()),
                                  OffsetSpec.latest())));
      return admin
          .listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .all()
          .get()
          .values()
          .stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Lets the typed topics keep events of any age. Kafka's retention goes by the records'
   * timestamps, which are the events' times: what is older than the retention when it comes is
   * deleted at the broker's next look.
   */
  void keepOldEvents() {
    AlterConfigOp forEver =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, "-1"), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .incrementalAlterConfigs(
              typedNames().stream()
                  .collect(
                      Collectors.toMap(
                          topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                          topic -> List.of(forEver))))
          .all()
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All records of one topic. */
  List<Found> of(String topic) {
    return names().contains(topic) ? read(Set.of(topic)) : List.of();
  }

  private Set<String> typedNames() {
    return names().stream()
        .filter(topic -> topic.startsWith("canvas.events.") || topic.startsWith("canvas.caliper."))
        .collect(Collectors.toSet());
  }

  private Set<String> names() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin.listTopics().names().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Found> read(Collection<String> topics) {
    List<Found> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> found.add(Found.of(record)));
      }
    }
    return found;
  }
}
