package org.liveevents.event;

/** The two forms in which Canvas sends an event. */
public enum PayloadFormat {
  /** Canvas JSON: {@code {metadata, body}}. */
  CANVAS("canvas"),
  /** An IMS Caliper 1.1 envelope: {@code {sensor, sendTime, dataVersion, data}}. */
  CALIPER("caliper");

  private final String label;

  PayloadFormat(String label) {
    this.label = label;
  }

  /** The word used in topic names and headers. */
  public String label() {
    return label;
  }
}
