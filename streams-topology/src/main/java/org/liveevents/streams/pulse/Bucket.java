package org.liveevents.streams.pulse;

/**
 * Those that took about as long.
 *
 * @param upTo milliseconds
 */
public record Bucket(double upTo, long count) {}
