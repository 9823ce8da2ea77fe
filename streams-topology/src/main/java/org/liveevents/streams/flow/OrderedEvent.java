package org.liveevents.streams.flow;

/**
 * An event whose turn has come.
 *
 * @param turn how it stands to the order of its scope
 */
public record OrderedEvent(ReceivedEvent received, Turn turn) {

  /** How an event stands to the order. Stored by its ordinal: new ones go last. */
  public enum Turn {
    /** After everything earlier that arrived within the grace. */
    IN_ORDER,
    /** Its turn had passed when it came. */
    LATE,
    /** Outside the order: its time is far ahead of its arrival. */
    FUTURE,
    /** In order among those that had come, but before its grace was over, for want of room. */
    EARLY;

    private static final Turn[] ALL = values();

    /** The turn of that ordinal. */
    public static Turn of(int ordinal) {
      return ALL[ordinal];
    }
  }
}
