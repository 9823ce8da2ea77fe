package org.liveevents.streams.course;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
 *
 * <p>Fields stand in three arrays, in the order of their names: every event makes, reads and joins
 * some of these.
 */
public final class Facts {

  private static final SortedMap<Stamp, Map<String, Object>> NOTHING_SAID =
      Collections.emptySortedMap();

  /** Nothing is known. */
  static final Facts NONE = new Facts(new String[0], new Object[0], new Stamp[0], NOTHING_SAID);

  private final String[] names;
  private final @Nullable Object[] values;
  private final Stamp[] stamps;
  private final SortedMap<Stamp, Map<String, Object>> said;

  private Facts(
      String[] names,
      @Nullable Object[] values,
      Stamp[] stamps,
      SortedMap<Stamp, Map<String, Object>> said) {
    this.names = names;
    this.values = values;
    this.stamps = stamps;
    this.said = said;
  }

  /** What one event says. */
  static Facts of(Stamp stamp, Map<String, ? extends @Nullable Object> fields) {
    String[] names = fields.keySet().toArray(String[]::new);
    Arrays.sort(names);
    @Nullable Object[] values = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      values[i] = fields.get(names[i]);
    }
    return of(stamp, names, values);
  }

  /**
   * What one event says; the arrays are taken over.
   *
   * @param names in their order
   */
  static Facts of(Stamp stamp, String[] names, @Nullable Object[] values) {
    Stamp[] stamps = new Stamp[names.length];
    Arrays.fill(stamps, stamp);
    return new Facts(names, values, stamps, NOTHING_SAID);
  }

  /**
   * Facts as they were stored; the arrays are taken over.
   *
   * @param names in their order
   */
  static Facts of(
      String[] names,
      @Nullable Object[] values,
      Stamp[] stamps,
      SortedMap<Stamp, Map<String, Object>> said) {
    return new Facts(names, values, stamps, said.isEmpty() ? NOTHING_SAID : said);
  }

  /** The same, remembered also as one of the things said of those fields; null is left out. */
  Facts remembering(Collection<String> remembered) {
    Map<String, Object> told = new HashMap<>();
    Stamp stamp = null;
    for (String name : remembered) {
      int at = place(name);
      if (at >= 0) {
        stamp = stamps[at];
        Object value = values[at];
        if (value != null) {
          told.put(name, value);
        }
      }
    }
    SortedMap<Stamp, Map<String, Object>> one = new TreeMap<>();
    if (stamp != null) {
      one.put(stamp, told);
    }
    return new Facts(names, values, stamps, one);
  }

  /**
   * Both together; this one itself if the other says nothing new.
   *
   * @param most how many of the things said are kept, the latest
   */
  Facts join(Facts other, int most) {
    SortedMap<Stamp, Map<String, Object>> all = joinSaid(other.said, most);
    if (all.equals(said) && !other.outdates(this)) {
      return this;
    }
    int room = names.length + other.names.length;
    String[] joinedNames = new String[room];
    @Nullable Object[] joinedValues = new Object[room];
    Stamp[] joinedStamps = new Stamp[room];
    int mine = 0;
    int its = 0;
    int size = 0;
    while (mine < names.length || its < other.names.length) {
      int order = order(this, mine, other, its);
      boolean isMine = order < 0 || (order == 0 && !other.stamps[its].isAfter(stamps[mine]));
      Facts from = isMine ? this : other;
      int at = isMine ? mine : its;
      joinedNames[size] = from.names[at];
      joinedValues[size] = from.values[at];
      joinedStamps[size++] = from.stamps[at];
      mine += order <= 0 ? 1 : 0;
      its += order >= 0 ? 1 : 0;
    }
    return new Facts(
        Arrays.copyOf(joinedNames, size),
        Arrays.copyOf(joinedValues, size),
        Arrays.copyOf(joinedStamps, size),
        all);
  }

  /** Which name comes first; one that is past its end comes last. */
  private static int order(Facts one, int first, Facts other, int second) {
    if (first == one.names.length) {
      return 1;
    }
    return second == other.names.length ? -1 : one.names[first].compareTo(other.names[second]);
  }

  /** Whether this has a field, or a later word on one, that the other hasn't. */
  private boolean outdates(Facts known) {
    for (int i = 0; i < names.length; i++) {
      int at = known.place(names[i]);
      if (at < 0 || stamps[i].isAfter(known.stamps[at])) {
        return true;
      }
    }
    return false;
  }

  private SortedMap<Stamp, Map<String, Object>> joinSaid(
      SortedMap<Stamp, Map<String, Object>> other, int most) {
    if (other.isEmpty() && said.size() <= most) {
      return said;
    }
    TreeMap<Stamp, Map<String, Object>> all = new TreeMap<>(said);
    all.putAll(other);
    while (all.size() > most) {
      all.pollFirstEntry();
    }
    return all;
  }

  /** What was known at that time, as far as this remembers; each field's last word may be later. */
  Facts until(long time) {
    SortedMap<Stamp, Map<String, Object>> earlier = new TreeMap<>();
    said.forEach(
        (stamp, told) -> {
          if (stamp.time() <= time) {
            earlier.put(stamp, told);
          }
        });
    int size = 0;
    String[] keptNames = new String[names.length];
    @Nullable Object[] keptValues = new Object[names.length];
    Stamp[] keptStamps = new Stamp[names.length];
    for (int i = 0; i < names.length; i++) {
      if (stamps[i].time() <= time) {
        keptNames[size] = names[i];
        keptValues[size] = values[i];
        keptStamps[size++] = stamps[i];
      }
    }
    return new Facts(
        Arrays.copyOf(keptNames, size),
        Arrays.copyOf(keptValues, size),
        Arrays.copyOf(keptStamps, size),
        earlier);
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
    Facts remembered = of(last, said.getOrDefault(last, Map.of()));
    return join(remembered, said.size());
  }

  /** The value of that field; null if it is nothing, or nothing was said. */
  @Nullable Object value(String field) {
    int at = place(field);
    return at < 0 ? null : values[at];
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
    return names.length == 0;
  }

  /** How many fields there are. */
  int size() {
    return names.length;
  }

  /** The name in that place, from 0 on. */
  String name(int at) {
    return names[at];
  }

  @Nullable Object value(int at) {
    return values[at];
  }

  Stamp stamp(int at) {
    return stamps[at];
  }

  /** The last few things said, the earliest first. */
  SortedMap<Stamp, Map<String, Object>> said() {
    return Collections.unmodifiableSortedMap(said);
  }

  /** The last word of all. */
  @SuppressWarnings("ReferenceEquality") // Most fields have one stamp, which isn't after itself.
  Optional<Stamp> latest() {
    Stamp latest = null;
    for (Stamp stamp : stamps) {
      if (latest == null || (stamp != latest && stamp.isAfter(latest))) {
        latest = stamp;
      }
    }
    return Optional.ofNullable(latest);
  }

  /** The same, where unwanted values of those fields have become others, or nothing. */
  Facts without(Map<String, @Nullable String> replaced, Predicate<String> unwanted) {
    if (!tells(replaced.keySet(), unwanted)) {
      return this;
    }
    @Nullable Object[] kept = values.clone();
    for (int i = 0; i < kept.length; i++) {
      if (replaced.containsKey(names[i]) && isUnwanted(kept[i], unwanted)) {
        kept[i] = replaced.get(names[i]);
      }
    }
    SortedMap<Stamp, Map<String, Object>> keptSaid = new TreeMap<>();
    said.forEach(
        (stamp, told) -> {
          Map<String, Object> rest = new TreeMap<>(told);
          rest.entrySet()
              .removeIf(
                  entry ->
                      replaced.containsKey(entry.getKey())
                          && isUnwanted(entry.getValue(), unwanted));
          keptSaid.put(stamp, rest);
        });
    return new Facts(names, kept, stamps, keptSaid);
  }

  private boolean tells(Set<String> fields, Predicate<String> unwanted) {
    for (String field : fields) {
      if (isUnwanted(value(field), unwanted)) {
        return true;
      }
      for (Map<String, Object> told : said.values()) {
        if (isUnwanted(told.get(field), unwanted)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isUnwanted(@Nullable Object value, Predicate<String> unwanted) {
    return value instanceof String text && unwanted.test(text);
  }

  /** Names are nearly always the very ones the views were made with. */
  @SuppressWarnings("ReferenceEquality") // Others are found too, only later.
  private int place(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return Arrays.binarySearch(names, name);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Facts facts
            && Arrays.equals(names, facts.names)
            && Arrays.equals(values, facts.values)
            && Arrays.equals(stamps, facts.stamps)
            && said.equals(facts.said));
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(names), Arrays.hashCode(values), said);
  }

  /** How much, not what: it is students' records. */
  @Override
  public String toString() {
    return names.length + " fields";
  }
}
