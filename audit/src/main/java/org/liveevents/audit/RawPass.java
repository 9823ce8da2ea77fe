package org.liveevents.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liveevents.audit.Rejections.Rejection;
import org.liveevents.audit.reference.Event;
import org.liveevents.audit.reference.EventReader;
import org.liveevents.audit.reference.Fingerprint;
import org.liveevents.audit.reference.Folds;
import org.liveevents.audit.reference.Read;
import org.liveevents.audit.sort.SortKey;
import org.liveevents.audit.sort.Sorter;

/** Reads raw beside what was rejected of it, and puts the events aside by their JSON value. */
final class RawPass {

  /** Codes this reference doesn't judge: schemas, and sizes with headers. */
  private static final Set<String> TRUSTED =
      Set.of("schema_violation", "record_too_large", "internal");

  private final Scope scope;
  private final EventReader reader;
  private final Folds folds;
  private final Rejections rejections;
  private final Sorter lives;
  private final Books books;
  private final Report report;

  RawPass(
      Scope scope,
      EventReader reader,
      Folds folds,
      Rejections rejections,
      Sorter lives,
      Books books,
      Report report) {
    this.scope = scope;
    this.reader = reader;
    this.folds = folds;
    this.rejections = rejections;
    this.lives = lives;
    this.books = books;
    this.report = report;
  }

  void run(Function<String, Progress.Step> progress) {
    String raw = scope.expected().raw();
    Progress.Step step = progress.apply(raw);
    rejections.open();
    for (int partition : scope.topics().partitions(raw)) {
      long[] clock = {Long.MIN_VALUE};
      scope
          .topics()
          .read(
              raw,
              partition,
              entry -> {
                clock[0] = Math.max(clock[0], entry.timestamp());
                List<Rejection> skipped = rejections.before(partition, entry.offset());
                invented(skipped);
                List<Rejection> rejected = rejections.of(partition, entry.offset());
                if (scope.holds(entry)) {
                  report.count("raw records");
                  look(entry, clock[0], rejected);
                }
                step.add(1);
              });
    }
    invented(rejections.before(Integer.MAX_VALUE, Long.MAX_VALUE));
  }

  private void invented(List<Rejection> skipped) {
    for (Rejection rejection : skipped) {
      if (rejection.offset() >= scope.begin(rejection.partition())) {
        report.found(Damage.INVENTED, rejection.place());
      }
    }
  }

  private void look(Entry raw, long clock, List<Rejection> rejected) {
    Read read = reader.read(raw.value());
    Event event = read.event();
    if (rejected.size() > 1) {
      report.found(Damage.TWICE, rejected.get(1).place());
    }
    if (!rejected.isEmpty()) {
      judge(raw, read, rejected.get(0));
      books.add("unread/" + read.label(), "received", 1);
      books.add("unread/" + read.label(), "rejected", 1);
      report.count("rejected by the topology");
    } else if (event != null) {
      keep(raw, clock, event);
    } else if (scope.isConsumed(raw)) {
      report.found(Damage.LOST, raw.place() + ", to be rejected as " + read.code());
    } else {
      report.count(Report.UNDECIDED);
    }
  }

  private void judge(Entry raw, Read read, Rejection rejection) {
    String bytes = raw.value() == null ? "" : Fingerprint.of(raw.value());
    boolean isSameBytes =
        bytes.equals(rejection.bytes())
            || (bytes.isEmpty() && Fingerprint.of(new byte[0]).equals(rejection.bytes()));
    if (!isSameBytes) {
      report.found(Damage.WRONG_REJECTION, rejection.place() + " has not the bytes that came");
    }
    boolean isRight =
        read.event() == null
            ? read.code().equals(rejection.code())
            : TRUSTED.contains(rejection.code());
    if (!isRight) {
      report.found(
          Damage.WRONG_REJECTION,
          rejection.place()
              + " as "
              + rejection.code()
              + ", not "
              + (read.event() == null ? read.code() : "an event"));
    }
  }

  private void keep(Entry raw, long clock, Event event) {
    if (!event.scope().equals(raw.key())) {
      report.found(Damage.WRONG_SCOPE, raw.place());
    }
    byte @Nullable [] value = raw.value();
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("partition", raw.partition())
        .put("offset", raw.offset())
        .put("topic", event.topic())
        .put("line", event.format() + "/" + event.label())
        .put("format", event.format())
        .put("label", event.label())
        .put("time", event.time().toEpochMilli())
        .put("arrival", raw.timestamp())
        .put("clock", clock)
        .put("consumed", scope.isConsumed(raw))
        .put("bytes", value == null ? "" : Fingerprint.of(value))
        .put("source", raw.header("source"))
        .put("received", raw.header("received-at"))
        .put("course", Folds.courseOf(event));
    ArrayNode said = row.putArray("said");
    folds.of(event).forEach(said::add);
    lives.add(
        event.fingerprint(),
        SortKey.of().number(0).number(raw.partition()).number(raw.offset()),
        row);
    books.add(event.format() + "/" + event.label(), "received", 1);
    report.count("events in raw");
  }
}
