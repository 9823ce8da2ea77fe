package org.liveevents.streams.course;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.liveevents.event.PayloadFormat;
import org.liveevents.streams.flow.Packer;
import org.liveevents.streams.flow.Unpacker;

/**
 * How many distinct events a course had in one hour of event time, by format and name. Where both
 * formats are delivered each happening is told twice: per name the larger figure is shown, so that
 * it counts once, and a feed that began in the middle of the hour hides nothing.
 */
public final class ActivityHour {

  /** The name of the store: keys are {@code <course>/<hour>}. */
  public static final String STORE = "activity";

  /** The fields of its public values, in order. */
  public static final List<String> FIELDS = List.of("course", "hour", "events", "names");

  private static final int VERSION = 1;

  private final SortedMap<String, Long> canvas = new TreeMap<>();

  /** By the Canvas name of the event. */
  private final SortedMap<String, Long> caliper = new TreeMap<>();

  private ActivityHour() {}

  static ActivityHour empty() {
    return new ActivityHour();
  }

  void add(PayloadFormat format, String name, long events) {
    (format == PayloadFormat.CANVAS ? canvas : caliper).merge(name, events, Long::sum);
  }

  void add(ActivityHour more) {
    more.canvas.forEach((name, events) -> add(PayloadFormat.CANVAS, name, events));
    more.caliper.forEach((name, events) -> add(PayloadFormat.CALIPER, name, events));
  }

  /** By name, each happening once. */
  Map<String, Long> names() {
    SortedMap<String, Long> names = new TreeMap<>(canvas);
    caliper.forEach((name, events) -> names.merge(name, events, Math::max));
    return names;
  }

  byte[] toBytes() {
    Packer out = new Packer(32 * (canvas.size() + caliper.size()));
    out.octet(VERSION);
    write(out, canvas);
    write(out, caliper);
    return out.bytes();
  }

  private static void write(Packer out, SortedMap<String, Long> counts) {
    out.number(counts.size());
    counts.forEach((name, events) -> out.text(name).number(events));
  }

  static ActivityHour fromBytes(byte[] bytes) {
    Unpacker in = new Unpacker(bytes);
    int version = in.octet();
    if (version != VERSION) {
      throw new IllegalStateException("an hour of activity is of version " + version);
    }
    ActivityHour hour = new ActivityHour();
    read(in, hour.canvas);
    read(in, hour.caliper);
    return hour;
  }

  private static void read(Unpacker in, SortedMap<String, Long> counts) {
    for (long left = in.number(); left > 0; left--) {
      counts.put(in.text(), in.number());
    }
  }

  /** A stored value as it is shown. */
  public static ObjectNode show(String key, byte[] stored) {
    return show(key, fromBytes(stored));
  }

  static ObjectNode show(String key, ActivityHour hour) {
    List<String> parts = Keys.parts(key);
    Map<String, Long> names = hour.names();
    ObjectNode shown =
        StateJson.mapper()
            .createObjectNode()
            .put("course", parts.get(0))
            .put("hour", parts.get(1))
            .put("events", names.values().stream().mapToLong(Long::longValue).sum());
    ObjectNode byName = shown.putObject("names");
    names.forEach(byName::put);
    return shown;
  }
}
