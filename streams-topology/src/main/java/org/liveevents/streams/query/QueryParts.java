package org.liveevents.streams.query;

import java.time.Duration;
import java.time.InstantSource;
import org.liveevents.streams.validate.DriftLog;

/**
 * What the query API answers from.
 *
 * @param ownership who holds what
 * @param stores what this instance holds
 * @param changes what happens
 * @param ledgerStore the name of the ledger's store
 * @param drift what came that nobody foresaw, here
 * @param topology the topology's description
 * @param historyRetention how far back one may ask
 * @param clock the time of day
 * @param insight how the pipeline is doing
 */
public record QueryParts(
    Ownership ownership,
    LocalStores stores,
    Changes changes,
    String ledgerStore,
    DriftLog drift,
    String topology,
    Duration historyRetention,
    InstantSource clock,
    Insight insight) {}
