package org.liveevents.tools.command;

/** How a command ends; scripts tell the cases apart by the number. */
public enum Exit {
  /** All done. */
  DONE(0),
  /** A failure nobody foresaw. */
  FAILED(1),
  /** The command line or the configuration has problems; they were printed. */
  USAGE(2),
  /** The brokers can't be reached, or topics are missing or may not be used. */
  KAFKA(3),
  /** Stopped before the end. */
  STOPPED(4),
  /** The schema registry refuses or doesn't answer. */
  REGISTRY(5),
  /** Nothing was sent: what it would do needs a yes. */
  UNCONFIRMED(6),
  /** Done, but for input that could not be read. */
  INCOMPLETE(7);

  private final int number;

  Exit(int number) {
    this.number = number;
  }

  /** The number the process ends with. */
  public int number() {
    return number;
  }
}
