package org.liveevents.tools.rejected;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liveevents.tools.command.Table;
import org.liveevents.tools.command.Words;

/** Counts records by kind, of which there are only so many. */
final class Groups {

  /** Codes, stages and names are bounded; headers written by strangers are not. */
  static final int MAX_KINDS = 10_000;

  private static final Group.Kind OTHERS = new Group.Kind("others", "others", "others", "others");

  private final Map<Group.Kind, Group> groups = new HashMap<>();
  private long records;

  void add(Group.Kind kind, Instant time) {
    records++;
    boolean known = groups.containsKey(kind) || groups.size() < MAX_KINDS;
    groups.computeIfAbsent(known ? kind : OTHERS, wanted -> new Group()).add(time);
  }

  long records() {
    return records;
  }

  /** The largest first. */
  List<Map.Entry<Group.Kind, Group>> bySize() {
    return groups.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<Group.Kind, Group> entry) -> -entry.getValue().records())
                .thenComparing(entry -> entry.getKey().toString()))
        .toList();
  }

  void print(PrintStream out) {
    if (groups.isEmpty()) {
      return;
    }
    Table table = new Table("code", "stage", "source", "event", "records", "first", "last");
    for (Map.Entry<Group.Kind, Group> entry : bySize()) {
      Group.Kind kind = entry.getKey();
      Group group = entry.getValue();
      table.row(
          kind.code(),
          kind.stage(),
          kind.source(),
          kind.name(),
          Words.number(group.records()),
          group.first().toString(),
          group.last().toString());
    }
    table.print(out, "");
  }
}
