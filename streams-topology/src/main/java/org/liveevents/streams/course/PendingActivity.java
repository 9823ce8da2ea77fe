package org.liveevents.streams.course;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.streams.flow.Packer;
import org.liveevents.streams.flow.Unpacker;

/**
 * Counts events per course and hour. What is counted stands on the heap, and one by one in a
 * journal: pages of a cached store, of which a commit logs those that were written to, once. Once a
 * second all is folded into the lasting store and published, and the journal begins anew. Both
 * stores commit with the offsets, so a crash neither loses nor repeats a count.
 */
final class PendingActivity {

  /** The name of the store of what isn't folded in yet. */
  static final String STORE = "activity-pending";

  /** Short enough to be written anew with every event, long enough that a commit logs few. */
  private static final int PAGE = 1024;

  private static final int CALIPER = 1;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private record Counted(String course, long hour) {
    long begin() {
      return hour * HOUR;
    }

    String key() {
      return Keys.of(course, Moments.text(begin()));
    }
  }

  private final ProcessorContext<String, StateOutput> context;
  private final KeyValueStore<String, byte[]> journal;
  private final KeyValueStore<String, byte[]> hours;
  private final Map<Counted, ActivityHour> pending = new LinkedHashMap<>();
  private int pages;
  private Packer page = new Packer(PAGE);

  PendingActivity(ProcessorContext<String, StateOutput> context) {
    this.context = context;
    this.journal = context.getStateStore(STORE);
    this.hours = context.getStateStore(Views.STORE);
    try (KeyValueIterator<String, byte[]> written = journal.all()) {
      written.forEachRemaining(
          entry -> {
            read(new Unpacker(entry.value));
            pages = Math.max(pages, number(entry.key) + 1);
          });
    }
  }

  void count(String course, LiveEvent event) {
    long hour = Math.floorDiv(event.time().toEpochMilli(), HOUR);
    String name = event.name().label();
    count(course, hour, event.format(), name);
    if (page.size() > PAGE) {
      page = new Packer(PAGE);
      pages++;
    }
    page.text(course)
        .signed(hour)
        .octet(event.format() == PayloadFormat.CALIPER ? CALIPER : 0)
        .text(name);
    journal.put(key(pages), page.bytes());
  }

  private void read(Unpacker written) {
    while (written.hasMore()) {
      String course = written.text();
      long hour = written.signed();
      PayloadFormat format =
          written.octet() == CALIPER ? PayloadFormat.CALIPER : PayloadFormat.CANVAS;
      count(course, hour, format, written.text());
    }
  }

  private void count(String course, long hour, PayloadFormat format, String name) {
    pending
        .computeIfAbsent(new Counted(course, hour), first -> ActivityHour.empty())
        .add(format, name, 1);
  }

  private static String key(int page) {
    return Integer.toString(page);
  }

  private static int number(String key) {
    return Integer.parseInt(key);
  }

  /** Folds everything pending in. */
  void settle() {
    if (pending.isEmpty()) {
      return;
    }
    pending.forEach(this::fold);
    pending.clear();
    for (; pages >= 0; pages--) {
      journal.delete(key(pages));
    }
    pages = 0;
    page = new Packer(PAGE);
  }

  private void fold(Counted counted, ActivityHour more) {
    String key = counted.key();
    String place = Views.place(ActivityHour.STORE, key);
    byte @Nullable [] stored = hours.get(place);
    ActivityHour hour = stored == null ? ActivityHour.empty() : ActivityHour.fromBytes(stored);
    hour.add(more);
    hours.put(place, hour.toBytes());
    Payload shown = Payload.of(StateJson.write(ActivityHour.show(key, hour)));
    long at = Math.max(0, counted.begin());
    context.forward(
        new Record<>(
            key, new StateChange(ActivityHour.STORE, Optional.of(shown)), at, new RecordHeaders()));
  }
}
