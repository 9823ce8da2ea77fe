package org.liveevents.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.liveevents.topic.CloudEventHeaders;
import org.liveevents.topic.WireFormat;

/**
 * A plain consumer: prints what came, for the topics named on the command line. It reads values
 * with and without a schema registry.
 *
 * <pre>PrintEvents localhost:9092 canvas.events.grade_change canvas.events.logged_in</pre>
 */
public final class PrintEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PrintEvents() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) throws IOException {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            settings(args[0]), new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(args).subList(1, args.length));
      while (true) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          System.out.println(line(record));
        }
      }
    }
  }

  /** Without read_committed a consumer sees records of transactions that were given up. */
  static Map<String, Object> settings(String brokers) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
        ConsumerConfig.GROUP_ID_CONFIG, "live-events-example",
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
  }

  /** One event on one line: time, name, scope, and which fields its body has. */
  static String line(ConsumerRecord<String, byte[]> record) throws IOException {
    JsonNode event = JSON.readTree(WireFormat.json(record.value()));
    StringBuilder fields = new StringBuilder();
    event.path("body").fieldNames().forEachRemaining(name -> fields.append(' ').append(name));
    return header(record, CloudEventHeaders.TIME)
        + ' '
        + header(record, CloudEventHeaders.TYPE)
        + ' '
        + record.key()
        + fields;
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "-" : new String(header.value(), UTF_8);
  }
}
