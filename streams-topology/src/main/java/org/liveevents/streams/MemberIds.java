package org.liveevents.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients Kafka Streams works with, and under which id each of its consumers is in the group.
 * The coordinator gives that id to one consumer only. By its client id a static member can't be
 * told: who takes its place is shown with the client id of whoever had it before, for as long as
 * the group isn't formed anew (Kafka 4.3.1, {@code ClassicGroup.replaceStaticMember}).
 */
final class MemberIds implements KafkaClientSupplier {

  private static final String NONE = "";

  private final Map<String, String> byClient = new ConcurrentHashMap<>();

  /** The id of the consumer with that client id; of one that hasn't joined, nobody's. */
  String of(String clientId) {
    return byClient.getOrDefault(clientId, NONE);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new Member(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Notes its id after each poll: only its own thread may ask it. */
  private final class Member extends KafkaConsumer<byte[], byte[]> {

    private final String clientId;

    Member(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.clientId = String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      byClient.put(clientId, groupMetadata().memberId());
      return records;
    }
  }
}
