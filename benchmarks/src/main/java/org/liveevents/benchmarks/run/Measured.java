package org.liveevents.benchmarks.run;

import java.util.List;

/**
 * What one competitor did in one round.
 *
 * @param eventsPerSecond raw records, from a tenth of them to the last
 * @param cpuMicros per raw record, of the competitor's process
 * @param brokerMicros per raw record, of the broker's process
 * @param outputBytes per raw record, as they lie in the broker's logs
 * @param internalBytes the same of changelogs and repartition topics
 * @param allocatedBytes per raw record
 * @param peakMemory bytes resident at most
 * @param differences from the truth
 */
record Measured(
    String competitor,
    int round,
    double eventsPerSecond,
    double cpuMicros,
    double brokerMicros,
    double outputBytes,
    double internalBytes,
    double allocatedBytes,
    long peakMemory,
    List<String> differences) {

  Measured {
    differences = List.copyOf(differences);
  }
}
