package org.liveevents.streams.query;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the query API answers from.
 *
 * @param ownership who holds what
 * @param stores what this instance holds
 * @param ledgerStore the name of the ledger's store
 * @param topology the topology's description
 * @param listeningSince since when events are listened to, if known
 */
public record QueryParts(
    Ownership ownership,
    LocalStores stores,
    String ledgerStore,
    String topology,
    Supplier<Optional<Instant>> listeningSince) {}
