package org.liveevents.streams.split;

import org.liveevents.event.Payload;

/** A record of a typed topic: where it goes, and its value. */
public record TypedRecord(String topic, Payload payload) {}
