package org.liveevents.streams.validate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.validate.Drift;

/**
 * What came that nobody foresaw: names of events, fields and forms of values, counted since this
 * process started, copies of an event included. Whatever is sent, it stays small: at most {@value
 * #MOST_EVENTS} unknown names and {@value #MOST_FIELDS} places per event are told apart, the rest
 * is counted together. No value is kept, and of names the sender chose only short and plain ones.
 * Safe to share between threads.
 */
public final class DriftLog {

  /** The path under which fields are counted that aren't told apart. */
  public static final String OTHER = "(other)";

  static final int MOST_EVENTS = 100;
  static final int MOST_FIELDS = 100;

  /** The meter, a counter. */
  static final String METER = "topology.drift";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");
  private static final String UNKNOWN_EVENT = "unknown_event";

  private final Instant since;
  private final MeterRegistry meters;
  private final Map<Kind, Map<String, Tallied>> counts = new ConcurrentHashMap<>();

  /** An empty log that begins now. */
  public DriftLog(InstantSource clock, MeterRegistry meters) {
    this.since = clock.instant();
    this.meters = meters;
  }

  /** One thing that was found, and how often. */
  public record Line(String format, String eventName, String kind, String path, long count) {}

  /** Of which event. */
  private record Kind(String format, String eventName) {}

  private record Tallied(String kind, String path, LongAdder count, Counter counter) {}

  /** Since when it counts. */
  public Instant since() {
    return since;
  }

  /** An event of a name the catalogue doesn't know. */
  public void unknownEvent(LiveEvent event) {
    String name = event.name().speakable();
    Kind kind = new Kind(event.format().label(), name);
    boolean room = counts.containsKey(kind) || unknownEvents() < MOST_EVENTS;
    count(
        room ? kind : new Kind(event.format().label(), EventName.UNRECOGNIZED),
        UNKNOWN_EVENT,
        "",
        event);
  }

  /** What an event holds beyond its schema. */
  public void found(LiveEvent event, List<Drift> drift) {
    for (Drift each : drift) {
      count(
          new Kind(event.format().label(), event.name().text()),
          each.kind().name().toLowerCase(Locale.ROOT),
          each.kind() == Drift.Kind.UNKNOWN_FIELD ? plain(each.path()) : each.path(),
          event);
    }
  }

  /** Everything counted, in no certain order. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    counts.forEach(
        (event, places) ->
            places
                .values()
                .forEach(
                    place ->
                        lines.add(
                            new Line(
                                event.format(),
                                event.eventName(),
                                place.kind(),
                                place.path(),
                                place.count().sum()))));
    return lines;
  }

  private void count(Kind event, String kind, String path, LiveEvent live) {
    Map<String, Tallied> places = counts.computeIfAbsent(event, any -> new ConcurrentHashMap<>());
    String key = kind + path;
    if (!places.containsKey(key) && places.size() >= MOST_FIELDS) {
      key = kind + OTHER;
    }
    String shown = key.substring(kind.length());
    Tallied place =
        places.computeIfAbsent(
            key, any -> new Tallied(kind, shown, new LongAdder(), counter(live, kind)));
    place.count().increment();
    place.counter().increment();
  }

  private Counter counter(LiveEvent event, String kind) {
    return Counter.builder(METER)
        .description("What came that no schema foresees")
        .tag("format", event.format().label())
        .tag("event", event.name().label())
        .tag("kind", kind)
        .register(meters);
  }

  private long unknownEvents() {
    return counts.values().stream().filter(places -> places.containsKey(UNKNOWN_EVENT)).count();
  }

  /** The path if its last part, which the sender chose, is fit to be shown. */
  private static String plain(String path) {
    int last = path.lastIndexOf('/') + 1;
    return PLAIN.matcher(path.substring(last)).matches() ? path : path.substring(0, last) + OTHER;
  }
}
