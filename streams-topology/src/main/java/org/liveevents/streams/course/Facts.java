package org.liveevents.streams.course;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one object: per field the last word, and of some objects the last few things
 * said, in order. Joining is commutative, associative and idempotent, so the same events in any
 * order, any number of times, come to the same facts.
 *
 * <p>Values are texts, {@link java.math.BigDecimal}s without trailing zeros, truth values, and null
 * for what was said to be nothing. The fields one kind of event sets share its stamp.
 */
public final class Facts {

  /** The last word on one field. */
  record Fact(@Nullable Object value, Stamp stamp) {}

  private final SortedMap<String, Fact> fields;
  private final SortedMap<Stamp, Map<String, Object>> said;

  private Facts(SortedMap<String, Fact> fields, SortedMap<Stamp, Map<String, Object>> said) {
    this.fields = fields;
    this.said = said;
  }

  /** What one event says. */
  static Facts of(Stamp stamp, Map<String, ? extends @Nullable Object> values) {
    SortedMap<String, Fact> fields = new TreeMap<>();
    values.forEach((field, value) -> fields.put(field, new Fact(value, stamp)));
    return new Facts(fields, Collections.emptySortedMap());
  }

  static Facts of(SortedMap<String, Fact> fields, SortedMap<Stamp, Map<String, Object>> said) {
    return new Facts(fields, said);
  }

  /** The same, remembered also as one of the things said of those fields; null is left out. */
  Facts remembering(Collection<String> remembered) {
    Map<String, Object> values = new HashMap<>();
    Stamp stamp = null;
    for (String field : remembered) {
      Fact fact = fields.get(field);
      if (fact != null) {
        stamp = fact.stamp();
        if (fact.value() != null) {
          values.put(field, fact.value());
        }
      }
    }
    SortedMap<Stamp, Map<String, Object>> one = new TreeMap<>();
    if (stamp != null) {
      one.put(stamp, values);
    }
    return new Facts(fields, one);
  }

  /**
   * Both together.
   *
   * @param most how many of the things said are kept, the latest
   */
  Facts join(Facts other, int most) {
    SortedMap<String, Fact> joined = new TreeMap<>(fields);
    other.fields.forEach(
        (field, fact) ->
            joined.merge(
                field, fact, (mine, its) -> its.stamp().isAfter(mine.stamp()) ? its : mine));
    TreeMap<Stamp, Map<String, Object>> all = new TreeMap<>(said);
    all.putAll(other.said);
    while (all.size() > most) {
      all.pollFirstEntry();
    }
    return new Facts(joined, all);
  }

  /** What was known at that time, as far as this remembers; each field's last word may be later. */
  Facts until(long time) {
    SortedMap<String, Fact> known = new TreeMap<>();
    fields.forEach(
        (field, fact) -> {
          if (fact.stamp().time() <= time) {
            known.put(field, fact);
          }
        });
    SortedMap<Stamp, Map<String, Object>> earlier = new TreeMap<>();
    said.forEach(
        (stamp, values) -> {
          if (stamp.time() <= time) {
            earlier.put(stamp, values);
          }
        });
    return new Facts(known, earlier);
  }

  /**
   * The same, with the last thing said filled in where a field's later word has replaced it. What
   * is remembered lacks fields, so a version, where there is one, outranks it by being whole.
   */
  Facts withRemembered() {
    if (said.isEmpty()) {
      return this;
    }
    Stamp last = said.lastKey();
    Facts filled = new Facts(new TreeMap<>(fields), said);
    said.getOrDefault(last, Map.of())
        .forEach(
            (field, value) ->
                filled.fields.merge(
                    field,
                    new Fact(value, last),
                    (mine, its) -> its.stamp().isAfter(mine.stamp()) ? its : mine));
    return filled;
  }

  private boolean tells(Set<String> names, Predicate<String> unwanted) {
    return names.stream()
        .anyMatch(
            name ->
                isUnwanted(value(name), unwanted)
                    || said.values().stream()
                        .anyMatch(values -> isUnwanted(values.get(name), unwanted)));
  }

  private static boolean isUnwanted(@Nullable Object value, Predicate<String> unwanted) {
    return value instanceof String text && unwanted.test(text);
  }

  /** The value of that field; null if it is nothing, or nothing was said. */
  @Nullable Object value(String field) {
    Fact fact = fields.get(field);
    return fact == null ? null : fact.value();
  }

  /** The value of that field as text; null if there is none. */
  @Nullable String text(String field) {
    Object value = value(field);
    return value == null ? null : value.toString();
  }

  /** Whether that field is known to be true. */
  boolean isTrue(String field) {
    return Boolean.TRUE.equals(value(field));
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  /** The same, where unwanted values of those fields have become others, or nothing. */
  Facts without(Map<String, @Nullable String> names, Predicate<String> unwanted) {
    if (!tells(names.keySet(), unwanted)) {
      return this;
    }
    SortedMap<String, Fact> kept = new TreeMap<>(fields);
    kept.replaceAll(
        (field, fact) ->
            names.containsKey(field) && isUnwanted(fact.value(), unwanted)
                ? new Fact(names.get(field), fact.stamp())
                : fact);
    SortedMap<Stamp, Map<String, Object>> keptSaid = new TreeMap<>();
    said.forEach(
        (stamp, values) -> {
          Map<String, Object> rest = new HashMap<>(values);
          rest.entrySet()
              .removeIf(
                  entry ->
                      names.containsKey(entry.getKey()) && isUnwanted(entry.getValue(), unwanted));
          keptSaid.put(stamp, rest);
        });
    return new Facts(kept, keptSaid);
  }

  SortedMap<String, Fact> fields() {
    return Collections.unmodifiableSortedMap(fields);
  }

  /** The last few things said, the earliest first. */
  SortedMap<Stamp, Map<String, Object>> said() {
    return Collections.unmodifiableSortedMap(said);
  }

  /** The last word of all. */
  Optional<Stamp> latest() {
    return fields.values().stream().map(Fact::stamp).max(Stamp::compareTo);
  }

  /** The stamps there are, each once, the earliest first. */
  List<Stamp> stamps() {
    return fields.values().stream().map(Fact::stamp).distinct().sorted().toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Facts facts && fields.equals(facts.fields) && said.equals(facts.said);
  }

  @Override
  public int hashCode() {
    return 31 * fields.hashCode() + said.hashCode();
  }

  /** How much, not what: it is students' records. */
  @Override
  public String toString() {
    return fields.size() + " fields";
  }
}
