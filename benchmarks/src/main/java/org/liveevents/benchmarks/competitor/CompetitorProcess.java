package org.liveevents.benchmarks.competitor;

import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.liveevents.topic.Topics;

/** Runs one of the competitors until it is asked to stop. Its argument says which. */
public final class CompetitorProcess {

  private static final String KAFKA = "KAFKA_";

  private CompetitorProcess() {}

  /** Starts; ends with the process. */
  public static void main(String[] arguments) throws InterruptedException {
    Topics topics = new Topics(System.getenv("TOPIC_PREFIX"));
    KafkaStreams streams = new KafkaStreams(topology(arguments[0], topics), properties());
    CountDownLatch ended = new CountDownLatch(1);
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.ERROR) {
            ended.countDown();
          }
        });
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close, "stopping"));
    streams.start();
    ended.await();
    System.exit(1);
  }

  private static Topology topology(String which, Topics topics) {
    return switch (which) {
      case "copy" -> new Copy(topics).build();
      case "split" -> new NameSplit(topics).build();
      case "textbook" ->
          new Textbook(
                  topics,
                  Textbook.Times.of(System.getenv("REORDER_GRACE"), System.getenv("DEDUPE_WINDOW")))
              .build();
      default -> throw new IllegalArgumentException("no competitor is called " + which);
    };
  }

  /** {@code KAFKA_<SETTING>} as the topology reads them, and what exactly once needs. */
  private static Properties properties() {
    Properties properties = new Properties();
    System.getenv()
        .forEach(
            (key, value) -> {
              if (key.startsWith(KAFKA)) {
                String name = key.substring(KAFKA.length()).toLowerCase(Locale.ROOT);
                properties.put(name.replace('_', '.'), value);
              }
            });
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 4 * 1024 * 1024);
    return properties;
  }
}
