package org.liveevents.streams.query;

/**
 * What the query API answers from.
 *
 * @param ownership who holds what
 * @param stores what this instance holds
 * @param ledgerStore the name of the ledger's store
 * @param topology the topology's description
 */
public record QueryParts(
    Ownership ownership, LocalStores stores, String ledgerStore, String topology) {}
