package org.liveevents.streams.validate;

import java.util.Locale;

/** What becomes of an event that breaks its schema. */
public enum Validation {
  /** It goes to the rejected topic. */
  REJECT,
  /** It is forwarded, marked as invalid, and no view takes it. */
  FLAG,
  /** Nobody looks. */
  OFF;

  /** The word in the configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
