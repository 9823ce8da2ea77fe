package org.liveevents.bridge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.liveevents.bridge.status.StatusReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes statuses. That they arrive shows that the producer works, without any event. */
public final class StatusTopic implements StatusReporter.Publisher {

  private static final Logger LOGGER = LoggerFactory.getLogger(StatusTopic.class);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final ProducerHealth health;

  /**
   * A writer.
   *
   * @param health told when a status arrived
   */
  public StatusTopic(Producer<byte[], byte[]> producer, String topic, ProducerHealth health) {
    this.producer = producer;
    this.topic = topic;
    this.health = health;
  }

  @Override
  public void publish(String key, Optional<byte[]> value) {
    try {
      Future<RecordMetadata> unused =
          producer.send(
              // null is a tombstone
              new ProducerRecord<>(topic, key.getBytes(UTF_8), value.orElse(null)),
              (metadata, failure) -> {
                if (failure == null) {
                  health.note(null);
                }
              });
    } catch (KafkaException | IllegalStateException e) { // the next one will tell more
      LOGGER.debug("a status is not written error={}", e.getClass().getSimpleName());
    }
  }
}
