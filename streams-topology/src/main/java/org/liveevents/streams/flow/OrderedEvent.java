package org.liveevents.streams.flow;

/**
 * An event whose turn has come.
 *
 * @param turn how it stands to the order of its scope
 */
public record OrderedEvent(ReceivedEvent received, Turn turn) {

  /** How an event stands to the order. */
  public enum Turn {
    /** After everything earlier that arrived within the grace. */
    IN_ORDER,
    /** Its turn had passed when it came. */
    LATE,
    /** Outside the order: its time is far ahead of its arrival. */
    FUTURE
  }
}
