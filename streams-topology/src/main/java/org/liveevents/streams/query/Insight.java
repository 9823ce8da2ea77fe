package org.liveevents.streams.query;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.liveevents.status.BridgeStatus;
import org.liveevents.streams.console.RejectedLately;
import org.liveevents.streams.pulse.Pulse;

/**
 * How the pipeline is doing, as far as this instance sees it.
 *
 * @param pulse its last hour
 * @param restoring what is being restored here
 * @param bridges what every bridge tells of itself
 * @param rejected what was rejected lately, by anybody
 */
public record Insight(
    Pulse pulse,
    Supplier<List<Restoring>> restoring,
    Supplier<Collection<BridgeStatus>> bridges,
    RejectedLately rejected) {}
