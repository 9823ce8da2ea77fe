package org.liveevents.benchmarks.run;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.liveevents.benchmarks.corpus.Delivery;

/**
 * What must come of a corpus, by a plain fold over what was sent; the generator's word, not ours.
 */
final class Truth {

  /** How many events a topic has, and the sum of hashes of their payloads. */
  record Sum(long count, long hashes) {
    static final Sum NONE = new Sum(0, 0);

    Sum plus(byte[] payload) {
      return new Sum(count + 1, hashes + hash(payload));
    }

    Sum plus(Sum other) {
      return new Sum(count + other.count, hashes + other.hashes);
    }

    private static long hash(byte[] payload) {
      long hash = payload.length;
      for (byte b : payload) {
        hash = hash * 0x9E3779B97F4A7C15L + b;
      }
      return hash ^ (hash >>> 29);
    }
  }

  /** The latest of a view's key: when, and the values said then. */
  record Latest(long time, Set<String> values) {}

  private final BitSet met = new BitSet();
  private final Map<String, Sum> typed = new TreeMap<>();
  private final Map<String, Latest> latest = new HashMap<>();
  private final Map<String, Latest> latestOfCanvas = new HashMap<>();
  private Sum raw = Sum.NONE;
  private Sum rejected = Sum.NONE;

  void add(Delivery delivery, byte[] payload) {
    raw = raw.plus(payload);
    if (delivery.sequence() < 0) {
      rejected = rejected.plus(payload);
    } else if (!met.get(Math.toIntExact(delivery.sequence()))) {
      met.set(Math.toIntExact(delivery.sequence()));
      String topic = (delivery.caliper() ? "caliper." : "events.") + delivery.name();
      typed.merge(topic, Sum.NONE.plus(payload), Sum::plus);
      delivery
          .fact()
          .ifPresent(
              fact -> {
                add(latest, fact, delivery.time());
                if (!delivery.caliper()) {
                  add(latestOfCanvas, fact, delivery.time());
                }
              });
    }
  }

  private static void add(Map<String, Latest> latest, Delivery.Fact fact, long time) {
    Latest said = new Latest(time, new HashSet<>(Set.of(fact.value())));
    latest.merge(
        fact.store() + " " + fact.key(),
        said,
        (one, other) -> {
          if (one.time == other.time) {
            one.values.addAll(other.values);
          }
          return one.time >= other.time ? one : other;
        });
  }

  /** Everything sent. */
  Sum raw() {
    return raw;
  }

  /** What is no event. */
  Sum rejected() {
    return rejected;
  }

  /** Per typed topic, without the prefix. */
  Map<String, Sum> typed() {
    return typed;
  }

  /** Per store and key, with a blank between them. */
  Map<String, Latest> latest() {
    return latest;
  }

  /** The same for who doesn't read Caliper. */
  Map<String, Latest> latestOfCanvas() {
    return latestOfCanvas;
  }

  /** How many distinct events there are. */
  long events() {
    return met.cardinality();
  }
}
