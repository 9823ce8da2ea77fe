package org.liveevents.streams.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liveevents.streams.flow.OrderedEvent.Turn;

/**
 * What dedupe and reorder promise, written as plainly as possible over lists. Shares nothing with
 * the engine.
 */
final class EngineModel {

  record Happening(int serial, String id, Instant time) {}

  record Leaving(int serial, Instant time, String id, Turn turn) {}

  private record Held(Happening event, Instant arrival) {
    Instant ripe(Duration grace) {
      return (arrival.isAfter(event.time) ? arrival : event.time).plus(grace);
    }
  }

  private final Duration grace;
  private final Duration window;
  private final Duration skew;
  private final Map<String, Instant> seen = new HashMap<>();
  private final List<Held> held = new ArrayList<>();
  private final List<Leaving> left = new ArrayList<>();
  private Instant clock = Instant.MIN;
  private Instant frontier = Instant.MIN;
  private int duplicates;
  private int refused;

  EngineModel(Duration grace, Duration window, Duration skew) {
    this.grace = grace;
    this.window = window;
    this.skew = skew;
  }

  /** Another of the same, from which this one goes its own way. */
  EngineModel copy() {
    EngineModel copy = new EngineModel(grace, window, skew);
    copy.seen.putAll(seen);
    copy.held.addAll(held);
    copy.left.addAll(left);
    copy.clock = clock;
    copy.frontier = frontier;
    copy.duplicates = duplicates;
    copy.refused = refused;
    return copy;
  }

  void receive(Happening event, Instant arrival) {
    clock = max(clock, arrival);
    Instant until = seen.get(event.id);
    Instant ripe = clock.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
    if (waits(event, ripe) || (until != null && !clock.isAfter(until))) {
      duplicates++;
      return;
    }
    seen.put(event.id, max(event.time, arrival).plus(window));
    releaseRipe(ripe);
    if (event.time.isAfter(arrival.plus(skew))) {
      left.add(new Leaving(event.serial, event.time, event.id, Turn.FUTURE));
    } else if (event.time.isBefore(frontier)) {
      left.add(new Leaving(event.serial, event.time, event.id, Turn.LATE));
    } else {
      held.add(new Held(event, arrival));
      Instant known = event.time.isBefore(arrival) ? event.time : arrival;
      frontier = max(frontier, known.minus(grace).truncatedTo(ChronoUnit.SECONDS));
      release();
    }
  }

  void refuse(Instant arrival) {
    clock = max(clock, arrival);
    refused++;
  }

  void tick(Instant now) {
    releaseRipe(max(clock, now));
  }

  List<Leaving> left() {
    return left;
  }

  int duplicates() {
    return duplicates;
  }

  int refused() {
    return refused;
  }

  int pending() {
    return held.size();
  }

  private boolean waits(Happening event, Instant ripe) {
    return held.stream()
        .anyMatch(
            waiting -> waiting.event.id.equals(event.id) && !waiting.ripe(grace).isBefore(ripe));
  }

  private void releaseRipe(Instant now) {
    for (Held waiting : held) {
      if (waiting.ripe(grace).isBefore(now)) {
        frontier = max(frontier, waiting.event.time.plusMillis(1));
      }
    }
    release();
  }

  private void release() {
    held.stream()
        .filter(waiting -> waiting.event.time.isBefore(frontier))
        .map(Held::event)
        .sorted(Comparator.comparing(Happening::time).thenComparing(Happening::id))
        .forEach(event -> left.add(new Leaving(event.serial, event.time, event.id, Turn.IN_ORDER)));
    held.removeIf(waiting -> waiting.event.time.isBefore(frontier));
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
