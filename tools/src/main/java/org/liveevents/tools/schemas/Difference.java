package org.liveevents.tools.schemas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.liveevents.runtime.registry.TopicSchema;
import org.liveevents.schema.change.SchemaChange;
import org.liveevents.schema.change.SchemaComparison;

/**
 * How one subject differs.
 *
 * @param standing whether both sides have it
 * @param changes what is different if both do
 */
record Difference(String subject, Standing standing, List<SchemaChange> changes) {

  /** Which sides have a subject. */
  enum Standing {
    /** Both: the changes tell the rest. */
    BOTH,
    /** Only the later one. */
    NEW,
    /** Only the earlier one: nothing is written to its topic any more. */
    GONE
  }

  Difference {
    changes = List.copyOf(changes);
  }

  /** Every subject of either side: ours in their order, then those only the earlier side has. */
  static List<Difference> all(Collection<TopicSchema> later, Earlier.Schemas earlier) {
    List<Difference> all = new ArrayList<>();
    for (TopicSchema schema : later) {
      all.add(
          earlier
              .schema(schema.subject())
              .map(
                  before ->
                      new Difference(
                          schema.subject(),
                          Standing.BOTH,
                          SchemaComparison.between(before, schema.schema())))
              .orElseGet(() -> new Difference(schema.subject(), Standing.NEW, List.of())));
    }
    Set<String> ours = later.stream().map(TopicSchema::subject).collect(Collectors.toSet());
    earlier.subjects().stream()
        .filter(subject -> !ours.contains(subject))
        .forEach(subject -> all.add(new Difference(subject, Standing.GONE, List.of())));
    return all;
  }

  List<SchemaChange> breaking() {
    return changes.stream().filter(SchemaChange::isBreaking).toList();
  }

  boolean isSame() {
    return standing == Standing.BOTH && changes.isEmpty();
  }
}
