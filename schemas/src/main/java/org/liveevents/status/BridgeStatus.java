package org.liveevents.status;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one bridge tells about one of its sources: a record of the topic {@code bridge.status}.
 *
 * @param source {@code sqs} or {@code webhook}
 * @param instance which bridge
 * @param at when it was told
 * @param lastEvent when the last event was received; empty if none ever was
 * @param received events by the hour
 * @param timeouts answers that came too late for the sender, by the hour
 * @param errors answers other than 2xx, by the hour
 * @param spool what waits on its disk; empty if there is no spool
 * @param versions by the name of what has the version
 */
public record BridgeStatus(
    String source,
    String instance,
    Instant at,
    Optional<Instant> lastEvent,
    Hours received,
    Hours timeouts,
    Hours errors,
    Optional<SpoolLevel> spool,
    Map<String, String> versions) {

  /**
   * What waits in a spool.
   *
   * @param depth deliveries
   * @param bytes on disk
   */
  public record SpoolLevel(long depth, long bytes) {}

  public BridgeStatus {
    versions = Map.copyOf(versions);
  }

  /** The key of its record. */
  public String key() {
    return source + "/" + instance;
  }

  /** How near the subscription of that source is to being switched off, all bridges together. */
  public static DeactivationBudget budget(
      Collection<BridgeStatus> all, String source, Instant now) {
    return DeactivationBudget.at(
        now, sum(all, source, BridgeStatus::timeouts), sum(all, source, BridgeStatus::errors));
  }

  /** Whether that source has gone silent, all bridges together. */
  public static Silence silence(Collection<BridgeStatus> all, String source, Instant now) {
    Optional<Instant> last =
        all.stream()
            .filter(status -> status.source().equals(source))
            .flatMap(status -> status.lastEvent().stream())
            .max(Instant::compareTo);
    return Silence.at(now, sum(all, source, BridgeStatus::received), last);
  }

  private static Hours sum(
      Collection<BridgeStatus> all, String source, Function<BridgeStatus, Hours> what) {
    return Hours.sum(
        all.stream().filter(status -> status.source().equals(source)).map(what).toList());
  }
}
