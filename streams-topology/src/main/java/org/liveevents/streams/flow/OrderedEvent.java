package org.liveevents.streams.flow;

/**
 * An event whose turn has come.
 *
 * @param turn how it stands to the order of its scope
 */
public record OrderedEvent(ReceivedEvent received, Turn turn) {

  /** How an event stands to the order. Stored by its code. */
  public enum Turn {
    /** After everything earlier that arrived within the grace. */
    IN_ORDER(0),
    /** Its turn had passed when it came. */
    LATE(1),
    /** Outside the order: its time is far ahead of its arrival. */
    FUTURE(2),
    /** In order among those that had come, but before its grace was over, for want of room. */
    EARLY(3);

    private static final Turn[] BY_CODE = {IN_ORDER, LATE, FUTURE, EARLY};

    private final int code;

    Turn(int code) {
      this.code = code;
    }

    /** From 0 to 3. */
    public int code() {
      return code;
    }

    /** The turn of that code. */
    public static Turn of(int code) {
      return BY_CODE[code];
    }
  }
}
