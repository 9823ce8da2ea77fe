package org.liveevents.quickstart.demo;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Counts the committed records of topics as they come. */
final class ForwardedCount implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private long count;

  /** Takes a consumer over, and counts from the topics' beginning. */
  ForwardedCount(KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
    this.consumer = consumer;
    List<TopicPartition> partitions = TopicReader.partitions(consumer, topics);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** How many there are by now; waits a little for more. */
  long await() {
    count += consumer.poll(POLL).count();
    return count;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
