package org.liveevents.streams.reorder;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.EventId;
import org.liveevents.streams.flow.ReceivedEvent;

/**
 * The events of one partition that wait for their turn, in the order of (event time, event id).
 * Events lie in the store, key and all; the heap holds their order and when each has waited long
 * enough, and is rebuilt from the store.
 */
final class HeldEvents {

  private record Place(Instant eventTime, EventId id) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::eventTime).thenComparing(Place::id);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }

    Bytes key() {
      return Bytes.wrap(
          ByteBuffer.allocate(24)
              .putLong(eventTime.toEpochMilli() ^ Long.MIN_VALUE)
              .putLong(id.high())
              .putLong(id.low())
              .array());
    }
  }

  private record Waiting(Place place, Instant ripeAt) {}

  private final KeyValueStore<Bytes, byte[]> store;
  private final Frontier frontier;
  private final TreeSet<Place> order = new TreeSet<>();
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparing(Waiting::ripeAt));

  HeldEvents(KeyValueStore<Bytes, byte[]> store, Frontier frontier) {
    this.store = store;
    this.frontier = frontier;
    try (KeyValueIterator<Bytes, byte[]> held = store.all()) {
      while (held.hasNext()) {
        KeyValue<Bytes, byte[]> entry = held.next();
        index(HeldEventCodec.decode(entry.value));
      }
    }
  }

  void hold(ReceivedEvent event) {
    store.put(index(event).key(), HeldEventCodec.encode(event));
  }

  boolean isEmpty() {
    return order.isEmpty();
  }

  /** The latest event time among those that have waited long enough by then. */
  Optional<Instant> latestRipe(Instant now) {
    @Nullable Instant latest = null;
    for (Waiting first = waiting.peek();
        first != null && first.ripeAt().isBefore(now);
        first = waiting.peek()) {
      Place place = waiting.remove().place();
      if (order.contains(place) && (latest == null || place.eventTime().isAfter(latest))) {
        latest = place.eventTime();
      }
    }
    return Optional.ofNullable(latest);
  }

  /** Hands over, in order, every event the frontier has passed, and holds it no longer. */
  void releasePassed(Consumer<ReceivedEvent> to) {
    while (!order.isEmpty() && frontier.hasPassed(order.first().eventTime())) {
      Bytes key = order.pollFirst().key();
      byte[] held = store.delete(key);
      if (held == null) {
        throw new IllegalStateException("the reorder buffer lost an event it held");
      }
      to.accept(HeldEventCodec.decode(held));
    }
    if (order.isEmpty()) {
      waiting.clear();
    }
  }

  private Place index(ReceivedEvent event) {
    Place place = new Place(event.event().time(), event.event().id());
    order.add(place);
    waiting.add(new Waiting(place, frontier.ripeAt(event.event().time(), event.arrival())));
    return place;
  }
}
