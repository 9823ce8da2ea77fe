package org.liveevents.streams.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.EventId;
import org.liveevents.streams.ledger.Lines.Line;

/** The events of one partition that wait for their turn, on the heap: by second of event time. */
final class HeldEvents {

  /** Husks are swept out when there are this many more of them than of events. */
  private static final int HUSKS = 1000;

  /** The events of one second: sorted when they are wanted, and again only if others came. */
  private static final class Second {
    private final List<HeldEvent> events = new ArrayList<>();
    private boolean sorted = true;

    void add(HeldEvent event) {
      sorted &=
          events.isEmpty() || HeldEvent.ORDER.compare(events.get(events.size() - 1), event) < 0;
      events.add(event);
    }

    List<HeldEvent> inOrder() {
      if (!sorted) {
        events.sort(HeldEvent.ORDER);
        sorted = true;
      }
      return events;
    }
  }

  private final Map<EventId, HeldEvent> byId = new HashMap<>();
  private final TreeMap<Long, Second> bySecond = new TreeMap<>();
  private final Ripening ripening = new Ripening();
  private final Deque<HeldEvent> byOffset = new ArrayDeque<>();
  private long bytes;

  /** The one of that id; null if none waits. */
  @Nullable HeldEvent find(EventId id) {
    return byId.get(id);
  }

  int size() {
    return byId.size();
  }

  long bytes() {
    return bytes;
  }

  /** Events come in the order of their offsets. */
  void hold(HeldEvent event) {
    byId.put(event.id, event);
    bySecond.computeIfAbsent(second(event.time), second -> new Second()).add(event);
    ripening.add(event);
    byOffset.add(event);
    bytes += event.bytes();
  }

  /** The one that came first. */
  Optional<HeldEvent> oldest() {
    @Nullable HeldEvent first = byOffset.peek();
    while (first != null && first.hasLeft()) {
      byOffset.remove();
      first = byOffset.peek();
    }
    return Optional.ofNullable(first);
  }

  /** The latest event time among those that have waited long enough by then. */
  OptionalLong latestRipe(long now) {
    long latest = Long.MIN_VALUE;
    for (HeldEvent ripe = ripening.next(now); ripe != null; ripe = ripening.next(now)) {
      if (!ripe.hasLeft()) {
        latest = Math.max(latest, ripe.time);
      }
    }
    return latest == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(latest);
  }

  /** The end of the earliest second in which an event waits. */
  long endOfFirstSecond() {
    return (bySecond.firstKey() + 1) * 1000;
  }

  /** Hands over, in order, every event the frontier has passed; each still has its event. */
  void releasePassed(Frontier frontier, Consumer<HeldEvent> to) {
    for (Map.Entry<Long, Second> first = bySecond.firstEntry();
        first != null && frontier.hasPassed(first.getKey() * 1000);
        first = bySecond.firstEntry()) {
      List<HeldEvent> second = first.getValue().inOrder();
      int passed = 0;
      while (passed < second.size() && frontier.hasPassed(second.get(passed).time)) {
        HeldEvent leaving = second.get(passed++);
        byId.remove(leaving.id);
        bytes -= leaving.bytes();
        to.accept(leaving);
      }
      if (passed < second.size()) {
        second.subList(0, passed).clear();
        break;
      }
      bySecond.pollFirstEntry();
    }
    sweep();
  }

  /** How many wait, by their line of the ledger. */
  Map<Line, Long> countByLine() {
    Map<Line, Long> counts = new HashMap<>();
    byId.values().forEach(held -> counts.merge(held.line, 1L, Long::sum));
    return counts;
  }

  private void sweep() {
    if (ripening.size() > 2 * byId.size() + HUSKS) {
      ripening.removeIf(HeldEvent::hasLeft);
    }
    if (byOffset.size() > 2 * byId.size() + HUSKS) {
      byOffset.removeIf(HeldEvent::hasLeft);
    }
  }

  private static long second(long time) {
    return Math.floorDiv(time, 1000L);
  }
}
