package org.liveevents.streams.topology;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The raw topic, to be read again beside the records that come. */
public interface RawTopic {

  /**
   * Reads a partition again, from that offset up to where the group has committed, in order.
   *
   * @throws org.apache.kafka.common.KafkaException if it can't be read
   */
  void reread(int partition, long from, Consumer<ConsumerRecord<byte[], byte[]>> to);

  /** How many partitions it has. */
  int partitions();
}
