package org.liveevents.streams.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The arrival of a raw record: its timestamp. A record without one takes the partition's time, and
 * never stops a thread.
 */
final class ArrivalTime implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> raw, long partitionTime) {
    return raw.timestamp() >= 0 ? raw.timestamp() : Math.max(0, partitionTime);
  }
}
