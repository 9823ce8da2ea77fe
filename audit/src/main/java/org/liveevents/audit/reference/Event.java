package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as this reference reads it.
 *
 * @param format {@code canvas} or {@code caliper}
 * @param name as sent, or as derived of a Caliper event
 * @param isKnown whether the catalogue has the name
 * @param id the event id
 * @param fingerprint of its JSON value
 * @param time when it was emitted
 * @param scope the key of every topic
 * @param course its canonical course id, if it has one
 * @param origin host or root account
 * @param root the whole envelope
 */
public record Event(
    String format,
    String name,
    boolean isKnown,
    String id,
    String fingerprint,
    Instant time,
    String scope,
    @Nullable String course,
    String origin,
    JsonNode root) {

  /** The name as counted and routed. */
  public String label() {
    return isKnown ? name : "unrecognized";
  }

  /** What {@code ce_type} says. */
  public String type() {
    boolean isPlain = isKnown || name.matches("[A-Za-z0-9_.:-]{1,128}");
    return "com.instructure.canvas."
        + (format.equals("caliper") ? "caliper." : "")
        + (isPlain ? name : "unrecognized");
  }

  /** Its topic, without the prefix. */
  public String topic() {
    return (format.equals("canvas") ? "events." : "caliper.") + label();
  }
}
