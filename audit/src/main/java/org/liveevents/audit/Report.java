package org.liveevents.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an audit came to: how much was looked at, and what is wrong. Free of payload text. */
public final class Report {

  /** Counts what may yet come out, so that nothing is said of it. */
  public static final String UNDECIDED = "not decided: not consumed yet, or waiting for their turn";

  /**
   * Counts events marked late that came within the grace by their arrival. What was held up between
   * its arrival and the raw topic, in a spool or a producer, is rightly among them.
   */
  public static final String LATE_IN_TIME = "marked late within their grace";

  private static final int EXAMPLES = 10;

  private final Map<Damage, Long> damages = new EnumMap<>(Damage.class);
  private final Map<Damage, List<String>> examples = new EnumMap<>(Damage.class);
  private final Map<String, Long> counts = new LinkedHashMap<>();

  void found(Damage damage, String example) {
    damages.merge(damage, 1L, Long::sum);
    List<String> some = examples.computeIfAbsent(damage, key -> new ArrayList<>());
    if (some.size() < EXAMPLES) {
      some.add(example);
    }
  }

  void count(String what) {
    count(what, 1);
  }

  void count(String what, long number) {
    counts.merge(what, number, Long::sum);
  }

  /** How often that is so. */
  public long damages(Damage damage) {
    return damages.getOrDefault(damage, 0L);
  }

  /** How much is wrong in all. */
  public long damages() {
    return damages.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether nothing is wrong. */
  public boolean isClean() {
    return damages.isEmpty();
  }

  /** Where, of the first few. */
  public List<String> examples(Damage damage) {
    return List.copyOf(examples.getOrDefault(damage, List.of()));
  }

  /** How much was looked at, in the order it was. */
  public Map<String, Long> counts() {
    return new LinkedHashMap<>(counts);
  }

  /** How much of that was looked at. */
  public long counted(String what) {
    return counts.getOrDefault(what, 0L);
  }

  @Override
  public String toString() {
    return counts + " " + damages + " " + examples;
  }
}
