package org.liveevents.streams.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;

/**
 * The ledger of one partition at work. Lines are named {@code <format>/<event name>}, the format
 * {@code unread} for what was rejected, with the names {@code none} and {@code unrecognized}:
 * bounded, whatever is sent.
 */
public final class Lines {

  private static final String UNREAD = "unread";

  private final Map<String, Map<String, Line>> byFormat = new HashMap<>();

  /** The line an event belongs to. */
  public Line of(LiveEvent event) {
    return line(event.format().label(), event.name().label());
  }

  /** The line of what was rejected, with its name if that was read. */
  public Line rejected(Optional<EventName> name) {
    return line(UNREAD, name.map(EventName::label).orElse(EventName.NONE));
  }

  /** The line of that key. */
  public Line of(String key) {
    int end = key.indexOf('/');
    return line(key.substring(0, end), key.substring(end + 1));
  }

  /** All lines by their keys, as they stand. */
  public Map<String, LedgerLine> snapshot() {
    Map<String, LedgerLine> lines = new TreeMap<>();
    byFormat.values().stream()
        .flatMap(names -> names.values().stream())
        .forEach(line -> lines.put(line.key, line.counts));
    return lines;
  }

  /** Sets how many wait; what was received and isn't accounted for otherwise was forwarded. */
  public void settle(Map<Line, Long> waiting) {
    byFormat.values().stream()
        .flatMap(names -> names.values().stream())
        .forEach(line -> line.change(counts -> counts.withPending(waiting.getOrDefault(line, 0L))));
  }

  private Line line(String format, String name) {
    return byFormat
        .computeIfAbsent(format, label -> new HashMap<>())
        .computeIfAbsent(name, label -> new Line(format + "/" + label));
  }

  /** One line at work. */
  public static final class Line {

    private final String key;
    private LedgerLine counts = LedgerLine.EMPTY;

    private Line(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }

    /** Takes a change in. */
    public void change(UnaryOperator<LedgerLine> change) {
      counts = change.apply(counts);
    }
  }
}
