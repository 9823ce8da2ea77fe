package org.liveevents.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liveevents.audit.reference.Event;
import org.liveevents.audit.reference.EventReader;
import org.liveevents.audit.reference.Fingerprint;
import org.liveevents.audit.sort.SortKey;
import org.liveevents.audit.sort.Sorter;

/** Reads the typed topics: each record against itself, then aside, by JSON value and by lane. */
final class TypedPass {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int FRAME = 5;

  private final Scope scope;
  private final EventReader reader;
  private final Sorter lives;
  private final Sorter lanes;
  private final Books books;
  private final Report report;

  TypedPass(
      Scope scope, EventReader reader, Sorter lives, Sorter lanes, Books books, Report report) {
    this.scope = scope;
    this.reader = reader;
    this.lives = lives;
    this.lanes = lanes;
    this.books = books;
    this.report = report;
  }

  void run(Function<String, Progress.Step> progress) {
    String prefix = scope.expected().prefix();
    for (String topic : new TreeSet<>(scope.topics().names())) {
      if (topic.startsWith(prefix + ".events.") || topic.startsWith(prefix + ".caliper.")) {
        Progress.Step step = progress.apply(topic);
        for (int partition : scope.topics().partitions(topic)) {
          scope
              .topics()
              .read(
                  topic,
                  partition,
                  entry -> {
                    report.count("typed records");
                    look(entry);
                    step.add(1);
                  });
        }
      }
    }
  }

  private void look(Entry typed) {
    byte[] json = unframed(typed.value());
    Event event = reader.read(json).event();
    if (event == null) {
      report.found(Damage.WRONG_RECORD, typed.place() + " holds no event");
      return;
    }
    String wrong = wrong(typed, event);
    if (!wrong.isEmpty()) {
      report.found(Damage.WRONG_RECORD, typed.place() + " " + wrong);
    }
    boolean late = isMarked(typed, "ce_late");
    boolean future = isMarked(typed, "ce_future");
    boolean early = isMarked(typed, "ce_early");
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("place", typed.place())
        .put("time", event.time().toEpochMilli())
        .put("id", event.id())
        .put("timestamp", typed.timestamp())
        .put("late", late)
        .put("future", future)
        .put("early", early)
        .put("invalid", typed.headers().containsKey("ce_invalid"))
        .put("bytes", Fingerprint.of(json))
        .put("source", typed.header("source"))
        .put("received", typed.header("received-at"));
    lives.add(
        event.fingerprint(),
        SortKey.of().number(1).text(typed.topic()).number(typed.partition()).number(typed.offset()),
        row);
    if (!late && !future) {
      lanes.add(
          typed.topic() + "/" + typed.partition() + "/" + event.scope(),
          SortKey.of().number(typed.offset()),
          row);
    }
    String line = event.format() + "/" + event.label();
    books.add(line, "forwarded", 1);
    books.add(line, "late", late ? 1 : 0);
    books.add(line, "future", future ? 1 : 0);
    report.count("marked late", late ? 1 : 0);
    report.count("marked future", future ? 1 : 0);
    report.count("marked early", early ? 1 : 0);
  }

  /** What the record says of its event that isn't so; empty if all is. */
  private String wrong(Entry typed, Event event) {
    if (!typed.topic().equals(scope.expected().prefix() + "." + event.topic())) {
      return "belongs into " + event.topic();
    }
    if (!event.scope().equals(typed.key())) {
      return "has a wrong key";
    }
    Instant time = event.time();
    Map<String, String> wanted =
        Map.of(
            "ce_specversion", "1.0",
            "ce_id", event.id(),
            "ce_source", "https://" + event.origin(),
            "ce_type", event.type(),
            "ce_time", MILLIS.format(time),
            "ce_subject", event.scope());
    for (Map.Entry<String, String> header : wanted.entrySet()) {
      if (!header.getValue().equals(typed.header(header.getKey()))) {
        return "has a wrong " + header.getKey();
      }
    }
    for (String mark : List.of("ce_late", "ce_future", "ce_early")) {
      if (typed.headers().containsKey(mark) && !typed.header(mark).equals("true")) {
        return "has a wrong " + mark;
      }
    }
    return "";
  }

  private static boolean isMarked(Entry typed, String header) {
    return typed.header(header).equals("true");
  }

  static byte[] unframed(byte @Nullable [] value) {
    if (value == null) {
      return new byte[0];
    }
    boolean isFramed = value.length >= FRAME && value[0] == 0;
    return isFramed ? Arrays.copyOfRange(value, FRAME, value.length) : value;
  }
}
