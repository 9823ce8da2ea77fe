package org.liveevents.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.liveevents.audit.reference.Shards;

/**
 * What the installation promised, and what is to be audited of it.
 *
 * @param prefix the first part of every topic's name
 * @param shards how ids become canonical
 * @param window how long an event is remembered
 * @param grace how long it waits
 * @param maxSkew how far ahead of its arrival an event may be
 * @param from raw records that arrived earlier are left out; empty for all there are
 * @param to raw records that arrived later are not due yet; empty for all there are
 * @param now when the ends were noted
 * @param settle what arrived within this before now may still be on its way to the state topics
 */
public record Expectations(
    String prefix,
    Shards shards,
    Duration window,
    Duration grace,
    Duration maxSkew,
    Optional<Instant> from,
    Optional<Instant> to,
    Instant now,
    Duration settle) {

  String raw() {
    return prefix + ".raw";
  }

  String rejected() {
    return prefix + ".rejected";
  }

  String forget() {
    return prefix + ".forget";
  }

  String state(String view) {
    return prefix + ".state." + view;
  }
}
