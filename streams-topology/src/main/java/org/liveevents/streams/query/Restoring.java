package org.liveevents.streams.query;

/**
 * A store that is being filled from its changelog, to be answered from here.
 *
 * @param partition of the raw topic
 * @param from the changelog's offset it began at
 * @param to the offset it ends at
 * @param done how many records were restored
 */
public record Restoring(String store, int partition, long from, long to, long done) {}
