package org.liveevents.streams.course;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What waits for its course, in part of a store: keys begin with the object, values with the
 * arrival. When it is full the one that waits longest goes, counted.
 */
final class Parking {

  private static final String PARKED = "parked|";
  private static final String PARKED_END = "parked}";
  private static final char END = '\0';

  private record Slot(long arrival, String key) implements Comparable<Slot> {
    @Override
    public int compareTo(Slot other) {
      int byArrival = Long.compare(arrival, other.arrival);
      return byArrival == 0 ? key.compareTo(other.key) : byArrival;
    }
  }

  private final KeyValueStore<String, byte[]> store;
  private final ParkingBounds bounds;
  private final SidePathMetrics metrics;
  private final TreeSet<Slot> slots = new TreeSet<>();

  Parking(KeyValueStore<String, byte[]> store, ParkingBounds bounds, SidePathMetrics metrics) {
    this.store = store;
    this.bounds = bounds;
    this.metrics = metrics;
    try (KeyValueIterator<String, byte[]> all = store.range(PARKED, PARKED_END)) {
      all.forEachRemaining(entry -> slots.add(slot(entry)));
    }
  }

  void park(Hop hop, long arrival) {
    Statement statement = hop.statement();
    if (statement == null) {
      return;
    }
    String key =
        PARKED
            + hop.object()
            + END
            + hop.stamp().id()
            + '/'
            + statement.view()
            + '/'
            + statement.kind();
    byte[] bytes = hop.toBytes();
    byte @Nullable [] before = store.get(key);
    if (before != null) {
      return;
    }
    store.put(
        key, ByteBuffer.allocate(Long.BYTES + bytes.length).putLong(arrival).put(bytes).array());
    slots.add(new Slot(arrival, key));
    metrics.parked();
    while (slots.size() > bounds.most()) {
      drop(slots.first());
    }
  }

  /** Lets everything go that waits for that object. */
  void leave(String object, Consumer<Hop> departure) {
    List<KeyValue<String, byte[]>> waiting = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> range =
        store.range(PARKED + object + END, PARKED + object + (char) (END + 1))) {
      range.forEachRemaining(waiting::add);
    }
    for (KeyValue<String, byte[]> entry : waiting) {
      store.delete(entry.key);
      slots.remove(slot(entry));
      metrics.resolved();
      ByteBuffer value = ByteBuffer.wrap(entry.value);
      value.getLong();
      byte[] bytes = new byte[value.remaining()];
      value.get(bytes);
      departure.accept(Hop.fromBytes(bytes));
    }
  }

  /** Drops what has waited too long. */
  void dropOlder(long now) {
    long earliest = now - bounds.longest().toMillis();
    while (!slots.isEmpty() && slots.first().arrival() < earliest) {
      drop(slots.first());
    }
  }

  private void drop(Slot slot) {
    store.delete(slot.key());
    slots.remove(slot);
    metrics.dropped();
  }

  private static Slot slot(KeyValue<String, byte[]> entry) {
    return new Slot(ByteBuffer.wrap(entry.value).getLong(), entry.key);
  }
}
