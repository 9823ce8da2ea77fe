package org.liveevents.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.kafka.TopicFollower;
import org.liveevents.streams.console.RejectedExample;
import org.liveevents.streams.console.RejectedGroup;
import org.liveevents.streams.console.RejectedLately;
import org.liveevents.topic.RawHeaders;
import org.liveevents.topic.RejectedHeaders;

/**
 * Follows the rejected topic, on a thread of its own: what the bridges and all instances of the
 * topology rejected lately, but no more than so many records of each partition's past. While the
 * broker is away what was noted stands.
 */
final class RejectedTopicTail implements AutoCloseable {

  private static final long MOST_OF_THE_PAST = 20_000;
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final String UNKNOWN = "unknown";

  private final RejectedLately lately;
  private final InstantSource clock;
  private final TopicFollower follower;

  private RejectedTopicTail(
      Map<String, String> kafka, String topic, RejectedLately lately, InstantSource clock) {
    this.lately = lately;
    this.clock = clock;
    this.follower = TopicFollower.start(kafka, topic, new Tail(), "rejected-tail");
  }

  /**
   * Begins to follow that topic.
   *
   * @param kafka client settings by Kafka's names
   * @param lately is told
   */
  static RejectedTopicTail start(
      Map<String, String> kafka, String topic, RejectedLately lately, InstantSource clock) {
    return new RejectedTopicTail(kafka, topic, lately, clock);
  }

  @Override
  public void close() {
    follower.close();
  }

  private final class Tail implements TopicFollower.Reader {

    @Override
    public void begin(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
      seek(consumer, ends);
    }

    @Override
    public void note(ConsumerRecord<byte[], byte[]> record) {
      lately.note(group(record));
    }

    @Override
    public void caughtUp() {
      lately.caughtUp();
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
