package org.liveevents.quickstart.simulation;

import java.time.Instant;
import java.util.Optional;
import org.liveevents.event.PayloadFormat;

/**
 * One thing that happened in the simulated Canvas, and the text that says so.
 *
 * @param label the word its typed topic ends with: its name, or {@code unrecognized}
 * @param scope the course it belongs to as a scope key, or empty where the simulation does not care
 * @param fact what it says about a student, if anything
 */
public record SimulatedEvent(
    PayloadFormat format,
    String label,
    Instant time,
    Optional<String> scope,
    Optional<Fact> fact,
    String json) {}
