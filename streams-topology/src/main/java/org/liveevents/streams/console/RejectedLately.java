package org.liveevents.streams.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was rejected lately, by code, stage and source, each with an example. Anybody may have
 * written into the topic: beyond {@value #MOST_GROUPS} kinds all is one. Safe to share between
 * threads.
 */
public final class RejectedLately {

  /** What arrived earlier, before the process started, isn't looked at. */
  public static final Duration REACH = Duration.ofHours(24);

  static final int MOST_GROUPS = 100;

  private static final String OTHERS = "others";

  private final Map<List<String>, RejectedGroup> groups = new LinkedHashMap<>();
  private Instant since = Instant.MAX;
  private boolean complete;

  /** Whatever was noted before doesn't hold: it begins anew, with what arrived since then. */
  public synchronized void begin(Instant from) {
    groups.clear();
    since = from;
    complete = false;
  }

  /** All that had arrived when it began is noted. */
  public synchronized void caughtUp() {
    complete = true;
  }

  /** One more record, as a group of its own. */
  public synchronized void note(RejectedGroup one) {
    List<String> kind = List.of(one.code(), one.stage(), one.source());
    if (groups.containsKey(kind) || groups.size() < MOST_GROUPS) {
      groups.merge(kind, one, RejectedGroup::plus);
    } else {
      RejectedGroup other =
          new RejectedGroup(
              OTHERS, OTHERS, OTHERS, one.records(), one.first(), one.last(), one.example());
      groups.merge(List.of(OTHERS, OTHERS, OTHERS), other, RejectedGroup::plus);
    }
  }

  /**
   * What is known now.
   *
   * @param since what arrived from then on; null before anything could be read
   * @param complete whether all of that was read
   * @param groups the largest first
   */
  public record Report(@Nullable Instant since, boolean complete, List<RejectedGroup> groups) {

    public Report {
      groups = List.copyOf(groups);
    }
  }

  /** What is known now. */
  public synchronized Report report() {
    return new Report(
        since.equals(Instant.MAX) ? null : since,
        complete,
        groups.values().stream()
            .sorted(
                Comparator.comparingLong(RejectedGroup::records)
                    .reversed()
                    .thenComparing(RejectedGroup::code)
                    .thenComparing(RejectedGroup::stage)
                    .thenComparing(RejectedGroup::source))
            .toList());
  }
}
