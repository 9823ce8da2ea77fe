package org.liveevents.streams.dedupe;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.EventId;
import org.liveevents.event.LiveEvent;

/**
 * The ids remembered by one partition. All copies of an event have the same event time, so ids lie
 * in buckets by the hour of it, and a look-up is one get. A bucket begins with a header that says
 * until when any of its ids is remembered: expiry reads headers and walks only buckets that are
 * wholly past.
 *
 * <pre>
 *   key    hour of the event time (8 bytes, order-preserving), id (16 bytes; all zero = header)
 *   value  remembered until, in milliseconds (8 bytes)
 * </pre>
 */
final class SeenEvents {

  private static final long HOUR = 3_600_000;
  private static final long HEADER_STEP = 60_000;
  private static final EventId HEADER = new EventId(0, 0);

  private final KeyValueStore<Bytes, byte[]> store;
  private final Map<Long, Long> bucketUntil = new TreeMap<>();

  SeenEvents(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    readHeaders();
  }

  /** Until when that event is remembered; null if it isn't known. */
  @Nullable Instant rememberedUntil(LiveEvent event) {
    byte[] value = store.get(key(hour(event), event.id()));
    return value == null ? null : Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong());
  }

  void remember(LiveEvent event, Instant until) {
    long hour = hour(event);
    store.put(key(hour, event.id()), millis(until.toEpochMilli()));
    Long bucket = bucketUntil.get(hour);
    if (bucket == null || bucket < until.toEpochMilli()) {
      long header = roundedUp(until.toEpochMilli());
      bucketUntil.put(hour, header);
      store.put(key(hour, HEADER), millis(header));
    }
  }

  /**
   * Forgets ids of buckets wholly past.
   *
   * @param most at most so many, so that a call stays short
   * @return how many
   */
  int forgetPast(Instant now, int most) {
    int forgotten = 0;
    for (Long hour :
        bucketUntil.entrySet().stream()
            .filter(bucket -> bucket.getValue() < now.toEpochMilli())
            .map(Map.Entry::getKey)
            .toList()) {
      forgotten += forgetBucket(hour, most - forgotten);
      if (forgotten >= most) {
        break;
      }
    }
    return forgotten;
  }

  /** The header goes last, so that a bucket half forgotten is found again. */
  private int forgetBucket(long hour, int most) {
    int forgotten = 0;
    Bytes header = key(hour, HEADER);
    try (KeyValueIterator<Bytes, byte[]> ids = store.range(header, lastKey(hour))) {
      while (ids.hasNext()) {
        Bytes key = ids.next().key;
        if (key.equals(header)) {
          continue;
        }
        if (forgotten == most) {
          return forgotten;
        }
        store.delete(key);
        forgotten++;
      }
    }
    store.delete(header);
    bucketUntil.remove(hour);
    return forgotten;
  }

  private void readHeaders() {
    Bytes from = key(Long.MIN_VALUE / HOUR, HEADER);
    while (true) {
      try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, lastKey(Long.MAX_VALUE))) {
        if (!entries.hasNext()) {
          return;
        }
        KeyValue<Bytes, byte[]> header = entries.next();
        long hour = ByteBuffer.wrap(header.key.get()).getLong() ^ Long.MIN_VALUE;
        bucketUntil.put(hour, ByteBuffer.wrap(header.value).getLong());
        from = key(hour + 1, HEADER);
      }
    }
  }

  private static long hour(LiveEvent event) {
    return Math.floorDiv(event.time().toEpochMilli(), HOUR);
  }

  private static long roundedUp(long millis) {
    return Math.floorDiv(millis, HEADER_STEP) * HEADER_STEP + HEADER_STEP;
  }

  private static Bytes key(long hour, EventId id) {
    return Bytes.wrap(
        ByteBuffer.allocate(24)
            .putLong(hour ^ Long.MIN_VALUE)
            .putLong(id.high())
            .putLong(id.low())
            .array());
  }

  private static Bytes lastKey(long hour) {
    return key(hour, new EventId(-1, -1));
  }

  private static byte[] millis(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }
}
