package org.liveevents.streams.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A raw topic of one partition, all of it consumed and committed. */
final class FakeRawTopic implements RawTopic {

  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  void add(ConsumerRecord<byte[], byte[]> record) {
    records.add(record);
  }

  int size() {
    return records.size();
  }

  @Override
  public void reread(int partition, long from, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    records.subList((int) from, records.size()).forEach(to);
  }

  @Override
  public int partitions() {
    return 1;
  }
}
