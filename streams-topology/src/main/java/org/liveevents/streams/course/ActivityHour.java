package org.liveevents.streams.course;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.liveevents.event.PayloadFormat;

/**
 * How many distinct events a course had in one hour of event time, by format and name. Where both
 * formats are delivered each happening is told twice: per name the larger figure is shown, so that
 * it counts once, and a feed that began in the middle of the hour hides nothing.
 *
 * @param canvas by event name
 * @param caliper by the Canvas name of the event
 */
public record ActivityHour(SortedMap<String, Long> canvas, SortedMap<String, Long> caliper) {

  /** The name of the store: keys are {@code <course>/<hour>}. */
  public static final String STORE = "activity";

  /** The fields of its public values, in order. */
  public static final List<String> FIELDS = List.of("course", "hour", "events", "names");

  static final ActivityHour NONE = new ActivityHour(new TreeMap<>(), new TreeMap<>());

  ActivityHour plus(PayloadFormat format, String name, long events) {
    boolean ofCanvas = format == PayloadFormat.CANVAS;
    SortedMap<String, Long> more = new TreeMap<>(ofCanvas ? canvas : caliper);
    more.merge(name, events, Long::sum);
    return ofCanvas ? new ActivityHour(more, caliper) : new ActivityHour(canvas, more);
  }

  /** By name, each happening once. */
  Map<String, Long> names() {
    SortedMap<String, Long> names = new TreeMap<>(canvas);
    caliper.forEach((name, events) -> names.merge(name, events, Math::max));
    return names;
  }

  byte[] toBytes() {
    return StateJson.write(this);
  }

  static ActivityHour fromBytes(byte[] bytes) {
    return StateJson.read(bytes, ActivityHour.class);
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
