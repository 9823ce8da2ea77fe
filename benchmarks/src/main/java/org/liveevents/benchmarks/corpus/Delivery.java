package org.liveevents.benchmarks.corpus;

/**
 * One record as the raw topic gets it.
 *
 * @param sequence the event's number; both copies of an event have the same, a malformed one has -1
 * @param arrival when it was received, in milliseconds since 1970
 * @param json the payload
 */
public record Delivery(long sequence, long arrival, String json) {}
