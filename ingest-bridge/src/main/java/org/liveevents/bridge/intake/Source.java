package org.liveevents.bridge.intake;

import java.util.Locale;

/** The way an event came. */
public enum Source {
  SQS,
  WEBHOOK,
  REPLAY;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The word used in headers and metrics. */
  public String label() {
    return label;
  }
}
