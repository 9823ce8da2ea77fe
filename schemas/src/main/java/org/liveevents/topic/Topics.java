package org.liveevents.topic;

import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;

/**
 * The names of all topics of one installation.
 *
 * @param prefix the first part of every name, {@code canvas} by default
 */
public record Topics(String prefix) {

  /** The prefix used when none is configured. */
  public static final String DEFAULT_PREFIX = "canvas";

  public Topics {
    if (!prefix.matches("[A-Za-z0-9._-]{1,80}")) {
      throw new IllegalArgumentException(
          "a topic prefix has letters, digits, dots, dashes and underscores, at most 80");
    }
  }

  /** Everything received, as received. */
  public String raw() {
    return prefix + ".raw";
  }

  /** What could not be understood, untouched. */
  public String rejected() {
    return prefix + ".rejected";
  }

  /** How the bridges are doing; compacted. */
  public String bridgeStatus() {
    return prefix + ".bridge.status";
  }

  /** Whom the views are to forget, by canonical id; compacted. */
  public String forget() {
    return prefix + ".forget";
  }

  /** The typed topic of an event; names the catalogue does not know share one topic per format. */
  public String typed(PayloadFormat format, EventName name) {
    return typed(format, name.label());
  }

  /** The typed topic of a catalogue name, or of {@value EventName#UNRECOGNIZED}. */
  public String typed(PayloadFormat format, String label) {
    return prefix + (format == PayloadFormat.CANVAS ? ".events." : ".caliper.") + label;
  }

  /** The public view of a state store; compacted. */
  public String state(String store) {
    return prefix + ".state." + store;
  }
}
