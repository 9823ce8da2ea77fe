package org.liveevents.streams.query;

import org.liveevents.streams.validate.DriftLog;

/**
 * What the query API answers from.
 *
 * @param ownership who holds what
 * @param stores what this instance holds
 * @param ledgerStore the name of the ledger's store
 * @param drift what came that nobody foresaw, here
 * @param topology the topology's description
 */
public record QueryParts(
    Ownership ownership, LocalStores stores, String ledgerStore, DriftLog drift, String topology) {}
