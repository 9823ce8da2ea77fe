package org.liveevents.acceptance;

import org.liveevents.acceptance.CommittedTopics.Found;

/**
 * What becomes of an event.
 *
 * @param topic where it ends
 * @param code why it was rejected; empty if it wasn't
 */
record Fate(String topic, String code) {

  private static final String REJECTED = "canvas.rejected";

  /** Forwarded under that name, once however often it was sent. */
  static Fate forwarded(boolean isCanvas, String name) {
    return new Fate((isCanvas ? "canvas.events." : "canvas.caliper.") + name, "");
  }

  /** Rejected with that code, each time it was sent. */
  static Fate rejected(String code) {
    return new Fate(REJECTED, code);
  }

  /** The fate of what was found there. */
  static Fate of(Found found) {
    return new Fate(found.topic(), found.headers().getOrDefault("code", ""));
  }

  boolean isForwarded() {
    return code.isEmpty();
  }
}
