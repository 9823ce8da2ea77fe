package org.liveevents.streams.course;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;

/**
 * Counts events per course and hour. Counts go to a cached store first, which logs a sum once per
 * commit; once a second they are folded into the lasting store and published. Both stores commit
 * with the offsets, so a crash neither loses nor repeats a count.
 */
final class PendingActivity {

  /** The name of the store of what isn't folded in yet. */
  static final String STORE = "activity-pending";

  private final ProcessorContext<String, StateOutput> context;
  private final KeyValueStore<String, byte[]> pending;
  private final KeyValueStore<String, byte[]> hours;
  private Instant lastHour = Instant.EPOCH;
  private String lastHourText = Instant.EPOCH.toString();

  PendingActivity(ProcessorContext<String, StateOutput> context) {
    this.context = context;
    this.pending = context.getStateStore(STORE);
    this.hours = context.getStateStore(Views.STORE);
  }

  void count(String course, LiveEvent event) {
    String key = Keys.of(course, hour(event.time()), event.format().label(), event.name().label());
    byte @Nullable [] sum = pending.get(key);
    long events = sum == null ? 0 : ByteBuffer.wrap(sum).getLong();
    pending.put(key, ByteBuffer.allocate(Long.BYTES).putLong(events + 1).array());
  }

  /** Written once for the many events of one hour. */
  private String hour(Instant time) {
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    if (!hour.equals(lastHour)) {
      lastHour = hour;
      lastHourText = hour.toString();
    }
    return lastHourText;
  }

  /** Folds everything pending in. */
  void settle() {
    List<KeyValue<String, byte[]>> sums = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = pending.all()) {
      all.forEachRemaining(sums::add);
    }
    Map<String, ActivityHour> changed = new TreeMap<>();
    for (KeyValue<String, byte[]> sum : sums) {
      List<String> parts = Keys.parts(sum.key);
      String key = Keys.of(parts.get(0), parts.get(1));
      long events = ByteBuffer.wrap(sum.value).getLong();
      changed.put(
          key,
          changed
              .computeIfAbsent(key, this::hour)
              .plus(PayloadFormat.ofLabel(parts.get(2)), parts.get(3), events));
      pending.delete(sum.key);
    }
    changed.forEach(this::publish);
  }

  private ActivityHour hour(String key) {
    byte @Nullable [] stored = hours.get(Views.place(ActivityHour.STORE, key));
    return stored == null ? ActivityHour.NONE : ActivityHour.fromBytes(stored);
  }

  private void publish(String key, ActivityHour hour) {
    hours.put(Views.place(ActivityHour.STORE, key), hour.toBytes());
    Payload shown = Payload.of(StateJson.write(ActivityHour.show(key, hour)));
    long at = Math.max(0, Instant.parse(Keys.parts(key).get(1)).toEpochMilli());
    context.forward(
        new Record<>(
            key, new StateChange(ActivityHour.STORE, Optional.of(shown)), at, new RecordHeaders()));
  }
}
