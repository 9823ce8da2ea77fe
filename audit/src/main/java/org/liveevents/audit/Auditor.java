package org.liveevents.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.liveevents.audit.reference.EventReader;
import org.liveevents.audit.reference.Folds;
import org.liveevents.audit.sort.Sorter;

/**
 * One audit. Four passes, each sorting on disk what the next one needs side by side:
 *
 * <pre>
 *   rejected ──by raw place──┐
 *   raw ─────────────────────┴─by JSON value─┐
 *   typed ───────────────────────────────────┴─► lost, twice, invented, wrong ─► what events say
 *   typed ──by topic, partition, scope─────────► out of order                       │ by object, by key
 *   state ──by view, key─────────────────────────────────────────────────────────► wrong state
 * </pre>
 */
public final class Auditor {

  /** Each of the sorters may hold so much in memory. */
  private static final long ROOM = 16L * 1024 * 1024;

  private final Topics topics;
  private final Expectations expected;
  private final Path directory;
  private final Progress progress;
  private final long room;

  /**
   * An audit of these topics.
   *
   * @param directory an empty one, to sort in
   */
  public Auditor(Topics topics, Expectations expected, Path directory, Progress progress) {
    this(topics, expected, directory, progress, ROOM);
  }

  Auditor(
      Topics topics, Expectations expected, Path directory, Progress progress, long roomToSort) {
    this.topics = topics;
    this.expected = expected;
    this.directory = directory;
    this.progress = progress;
    this.room = roomToSort;
  }

  /**
   * Reads everything and compares.
   *
   * @param ledger what {@code /v1/ledger} answered, if it is to be compared
   */
  public Report run(Optional<JsonNode> ledger) {
    Report report = new Report();
    Books books = new Books();
    Scope scope = Scope.of(topics, expected);
    EventReader reader = new EventReader(expected.shards());
    Folds folds = new Folds(expected.shards());
    try (Sorter lives = sorter("lives");
        Sorter lanes = sorter("lanes");
        Sorter objects = sorter("objects");
        Sorter sayings = sorter("sayings");
        Sorter states = sorter("states");
        Rejections rejections = new Rejections(sorter("rejections"))) {
      readAll(
          expected.rejected(), "rejected", report, entry -> rejections.add(entry, expected.raw()));
      new RawPass(scope, reader, folds, rejections, lives, books, report).run(this::step);
      new TypedPass(scope, reader, lives, lanes, books, report).run(this::step);
      new LifePass(scope, objects, sayings, books, report).run(lives);
      new LanePass(report).run(lanes);
      if (ledger.isPresent()) {
        if (scope.isWhole() && report.counted(Report.UNDECIDED) == 0) {
          books.compare(ledger.get(), report);
          report.count("ledger lines compared", ledger.get().path("names").size());
        } else {
          report.count("ledger not compared: not all of raw, or not all settled");
        }
      }
      Forgotten forgotten = new Forgotten(expected.now());
      readAll(expected.forget(), "wish to be forgotten", report, forgotten::add);
      StatePass state = new StatePass(scope, folds, forgotten, report);
      state.resolve(objects, sayings);
      for (String view : state.views()) {
        readAll(expected.state(view), "state", report, entry -> state.add(states, view, entry));
      }
      state.compare(sayings, states);
    }
    return report;
  }

  private Sorter sorter(String name) {
    return new Sorter(directory, name, room);
  }

  private Progress.Step step(String topic) {
    long size =
        topics.partitions(topic).stream()
            .mapToLong(partition -> topics.size(topic, partition))
            .sum();
    return progress.begin(topic, size);
  }

  private void readAll(String topic, String what, Report report, Consumer<Entry> action) {
    Progress.Step step = step(topic);
    List<Integer> partitions = topics.partitions(topic);
    for (int partition : partitions) {
      topics.read(
          topic,
          partition,
          entry -> {
            report.count(what + " records");
            action.accept(entry);
            step.add(1);
          });
    }
  }
}
