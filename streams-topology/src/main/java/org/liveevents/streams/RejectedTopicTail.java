package org.liveevents.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.console.RejectedExample;
import org.liveevents.streams.console.RejectedGroup;
import org.liveevents.streams.console.RejectedLately;
import org.liveevents.topic.RawHeaders;
import org.liveevents.topic.RejectedHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the rejected topic, on a thread of its own: what the bridges and all instances of the
 * topology rejected lately, but no more than so many records of each partition's past. While the
 * broker is away what was noted stands.
 */
final class RejectedTopicTail implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(RejectedTopicTail.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final long MOST_OF_THE_PAST = 20_000;
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final String UNKNOWN = "unknown";

  private final Map<String, Object> settings;
  private final String topic;
  private final RejectedLately lately;
  private final InstantSource clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "rejected-tail");
  private volatile @Nullable Consumer<byte[], byte[]> consumer;

  /**
   * A tail of that topic.
   *
   * @param kafka client settings by Kafka's names
   * @param lately is told
   */
  RejectedTopicTail(
      Map<String, String> kafka, String topic, RejectedLately lately, InstantSource clock) {
    this.settings = new HashMap<>(kafka);
    settings.keySet().removeIf(name -> name.startsWith("group."));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "4194304");
    this.topic = topic;
    this.lately = lately;
    this.clock = clock;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    stopping.countDown();
    Consumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        try (Consumer<byte[], byte[]> opened =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
          consumer = opened;
          follow(opened);
        } catch (WakeupException e) { // asked to end
          return;
        } catch (KafkaException e) {
          LOGGER.warn(
              "the rejected topic cannot be read, will go on trying topic={} error={}",
              topic,
              e.getClass().getSimpleName());
        }
      } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Consumer<byte[], byte[]> opened) {
    List<TopicPartition> partitions =
        opened.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) { // not created yet
      return;
    }
    opened.assign(partitions);
    Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
    seek(opened, ends);
    boolean caughtUp = false;
    while (stopping.getCount() > 0) {
      opened.poll(POLL).forEach(record -> lately.note(group(record)));
      if (!caughtUp
          && ends.entrySet().stream()
              .allMatch(end -> opened.position(end.getKey()) >= end.getValue())) {
        caughtUp = true;
        lately.caughtUp();
      }
    }
  }

  /** To where a day ago begins, or nearer if that is too much. */
  private void seek(Consumer<byte[], byte[]> opened, Map<TopicPartition, Long> ends) {
    Instant from = clock.instant().minus(RejectedLately.REACH);
    Map<TopicPartition, Long> times = new HashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, from.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = opened.offsetsForTimes(times);
    Map<TopicPartition, Long> beginnings = opened.beginningOffsets(ends.keySet());
    lately.begin(from);
    ends.forEach(
        (partition, end) -> {
          OffsetAndTimestamp first = found.get(partition);
          long wanted = first == null ? end : first.offset();
          long least = Math.max(end - MOST_OF_THE_PAST, beginnings.getOrDefault(partition, 0L));
          opened.seek(partition, Math.max(wanted, least));
        });
  }

  private static RejectedGroup group(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    Instant arrived = Instant.ofEpochMilli(record.timestamp());
    RejectedExample example =
        new RejectedExample(
            record.partition(),
            record.offset(),
            cut(orElse(text(record, RejectedHeaders.DETAIL), "")),
            text(record, RejectedHeaders.ORIGINAL_TOPIC),
            text(record, RejectedHeaders.ORIGINAL_PARTITION),
            text(record, RejectedHeaders.ORIGINAL_OFFSET),
            count(orElse(text(record, RejectedHeaders.REPLAY_COUNT), "0")),
            value.length,
            Base64.getEncoder()
                .encodeToString(
                    Arrays.copyOf(value, Math.min(value.length, RejectedExample.MOST_BYTES))),
            value.length > RejectedExample.MOST_BYTES);
    return new RejectedGroup(
        word(record, RejectedHeaders.CODE),
        word(record, RejectedHeaders.STAGE),
        word(record, RawHeaders.SOURCE),
        1,
        arrived,
        arrived,
        example);
  }

  private static String word(ConsumerRecord<?, ?> record, String header) {
    String text = text(record, header);
    return text != null && WORD.matcher(text).matches() ? text : UNKNOWN;
  }

  private static int count(String text) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /** Anybody may have written the header. */
  private static @Nullable String text(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? null : cut(new String(header.value(), UTF_8));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), 500));
  }
}
