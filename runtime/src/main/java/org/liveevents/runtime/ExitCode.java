package org.liveevents.runtime;

/** How a service's process ends; operators and supervisors tell the cases apart by the number. */
public enum ExitCode {
  /** Stopped as asked, nothing left undone. */
  OK(0),
  /** A failure nobody foresaw; the log has it. */
  FAILED(1),
  /** The configuration has problems; all of them were printed. */
  CONFIGURATION(2),
  /** Topics are missing and may not be created, or may not be written. */
  TOPICS(3),
  /** Stopped as asked, but what was in flight did not finish in time. */
  UNFINISHED(4),
  /** The schema registry refuses a schema, or cannot be reached at start. */
  REGISTRY(5),
  /** The broker refuses this producer for good; a restart makes a new one. */
  PRODUCER_LOST(6);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number the process ends with. */
  public int number() {
    return number;
  }
}
