package org.liveevents.tools.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liveevents.bridge.intake.Admitted;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.RejectionCode;
import org.liveevents.tools.kafka.Retention;
import org.liveevents.topic.Topics;

/** What a replay would do, found by reading everything once. Of bounded size. */
final class Outlook {

  /** What is known of one topic's events. */
  static final class Group {
    private long events;
    private Instant oldest = Instant.MAX;
    private Instant newest = Instant.MIN;
    private long vanishing;

    long events() {
      return events;
    }

    Instant oldest() {
      return oldest;
    }

    Instant newest() {
      return newest;
    }

    /** How many the broker would delete at its next check. */
    long vanishing() {
      return vanishing;
    }
  }

  /** How many there are of something, and where the first few are. */
  static final class Found {
    private static final int EXAMPLES = 3;
    private final List<String> where = new ArrayList<>();
    private long count;

    long count() {
      return count;
    }

    List<String> where() {
      return List.copyOf(where);
    }

    private void add(String position) {
      count++;
      if (where.size() < EXAMPLES) {
        where.add(position);
      }
    }
  }

  private final Instant now;
  private final ReplaySettings settings;
  private final Topics topics;
  private final Retention retention;
  private final Map<String, Group> groups = new TreeMap<>();
  private final Map<RejectionCode, Found> rejections = new EnumMap<>(RejectionCode.class);
  private final Found tooLarge = new Found();
  private long items;
  private long events;
  private long older;
  private long fromTheFuture;

  /**
   * An outlook at that time.
   *
   * @param retention how long typed topics keep records
   */
  Outlook(Instant now, ReplaySettings settings, Retention retention) {
    this.now = now;
    this.settings = settings;
    this.topics = settings.installation().topics().topics();
    this.retention = retention;
  }

  /** Notes an item and the records it becomes. */
  void add(String position, List<Admitted> admitted) {
    items++;
    if (admitted.isEmpty()) {
      tooLarge.add(position);
    }
    for (Admitted one : admitted) {
      boolean unused =
          one.fold(
              event -> add(event.event()),
              rejection -> {
                rejections.computeIfAbsent(rejection.code(), code -> new Found()).add(position);
                return true;
              });
    }
  }

  private boolean add(LiveEvent event) {
    events++;
    String topic = topics.typed(event.format(), event.name());
    Group group = groups.computeIfAbsent(topic, name -> new Group());
    group.events++;
    group.oldest = event.time().isBefore(group.oldest) ? event.time() : group.oldest;
    group.newest = event.time().isAfter(group.newest) ? event.time() : group.newest;
    Duration age = Duration.between(event.time(), now);
    if (age.compareTo(settings.dedupeWindow()) > 0) {
      older++;
    }
    if (age.compareTo(settings.maxSkew().negated()) < 0) {
      fromTheFuture++;
    }
    if (age.compareTo(retention.of(topic)) > 0) {
      group.vanishing++;
    }
    return true;
  }

  long items() {
    return items;
  }

  long events() {
    return events;
  }

  /** By topic, in the order of their names. */
  Map<String, Group> groups() {
    return groups;
  }

  Map<RejectionCode, Found> rejections() {
    return rejections;
  }

  /** Items that no topic has room for. */
  Found tooLarge() {
    return tooLarge;
  }

  /** Events older than the dedupe window. */
  long older() {
    return older;
  }

  /** Events that are ahead of now by more than the skew allowed. */
  long fromTheFuture() {
    return fromTheFuture;
  }

  /** Events that the broker would delete at its next check. */
  long vanishing() {
    return groups.values().stream().mapToLong(Group::vanishing).sum();
  }

  /** Whether someone should say yes before it is done. */
  boolean needsYes() {
    return older > 0 || vanishing() > 0;
  }
}
