package org.liveevents.streams.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The last hour of this process, in slots of ten seconds. Small, whatever comes: sources and names
 * are those of the catalogue. A record that is processed again after a failure counts again. Safe
 * to share between threads.
 */
public final class Pulse {

  /** How long a slot is. */
  public static final Duration SLOT = Duration.ofSeconds(10);

  /** What is remembered. */
  public static final Duration MEMORY = Duration.ofHours(1);

  private static final long SLOT_MILLIS = SLOT.toMillis();
  private static final long SLOTS = MEMORY.dividedBy(SLOT);
  private static final Set<String> SOURCES = Set.of("sqs", "webhook", "replay");
  private static final String OTHER = "other";

  private final ConcurrentNavigableMap<Long, Slot> slots = new ConcurrentSkipListMap<>();
  private volatile Slot current = new Slot(Long.MIN_VALUE);

  /**
   * A raw record was taken up.
   *
   * @param source as its header says
   * @param arrival when it was received, in milliseconds
   * @param now milliseconds
   */
  public void received(String source, long arrival, long now) {
    Slot slot = at(now);
    add(slot.received, SOURCES.contains(source) ? source : OTHER);
    slot.processing.add(now - arrival);
  }

  /**
   * An event was forwarded.
   *
   * @param format its format's label
   * @param name its name in the catalogue, or {@code unrecognized}
   * @param arrival when it was received, in milliseconds
   * @param now milliseconds
   */
  public void forwarded(String format, String name, long arrival, long now) {
    Slot slot = at(now);
    add(slot.forwarded, format + '/' + name);
    slot.forwarding.add(now - arrival);
  }

  /** Every slot in which something happened, from that time on, the earliest first. */
  public List<Beat> since(Instant time, Instant now) {
    long first = Math.max(number(time.toEpochMilli()), number(now.toEpochMilli()) - SLOTS);
    NavigableMap<Long, Slot> wanted = slots.tailMap(first, true);
    return wanted.values().stream().map(Slot::beat).toList();
  }

  private Slot at(long now) {
    long number = number(now);
    Slot slot = current;
    return slot.number == number ? slot : turn(number);
  }

  private Slot turn(long number) {
    Slot slot = slots.computeIfAbsent(number, Slot::new);
    slots.headMap(number - SLOTS).clear();
    current = slot;
    return slot;
  }

  private static long number(long millis) {
    return Math.floorDiv(millis, SLOT_MILLIS);
  }

  private static void add(Map<String, AtomicLong> counts, String what) {
    counts.computeIfAbsent(what, any -> new AtomicLong()).incrementAndGet();
  }

  private static final class Slot {

    private final long number;
    private final Map<String, AtomicLong> received = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> forwarded = new ConcurrentHashMap<>();
    private final Delays processing = new Delays();
    private final Delays forwarding = new Delays();

    Slot(long number) {
      this.number = number;
    }

    Beat beat() {
      return new Beat(
          Instant.ofEpochMilli(number * SLOT_MILLIS),
          plain(received),
          plain(forwarded),
          processing.buckets(),
          forwarding.buckets());
    }

    private static Map<String, Long> plain(Map<String, AtomicLong> counts) {
      Map<String, Long> plain = new TreeMap<>();
      counts.forEach((what, count) -> plain.put(what, count.get()));
      return plain;
    }
  }
}
