package org.liveevents.streams.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.liveevents.status.BridgeStatus;
import org.liveevents.status.DeactivationBudget;
import org.liveevents.status.Silence;

/** How the bridges are doing, as they tell it themselves. Every instance knows all of it. */
record BridgesEndpoint(Supplier<Collection<BridgeStatus>> statuses, InstantSource clock)
    implements Endpoint {

  /**
   * One source, all its bridges together.
   *
   * @param lastEvent null if none ever came
   */
  record Source(
      String source,
      @Nullable Instant lastEvent,
      Budget deactivationBudget,
      Quiet silence,
      List<Bridge> bridges) {}

  /**
   * How near the subscription is to being switched off.
   *
   * @param used the part of the nearer limit that is used up
   */
  record Budget(long timeouts, long timeoutLimit, long errors, long errorLimit, double used) {}

  /**
   * Whether nothing comes any more.
   *
   * @param seconds since the last event
   * @param silent whether that is unusual
   * @param learned whether enough was heard to say so
   */
  record Quiet(long seconds, boolean silent, boolean learned) {}

  /**
   * One bridge.
   *
   * @param at when it told this
   * @param lastEvent null if none ever came
   * @param spoolDepth deliveries that wait on its disk; null if it has no spool
   */
  record Bridge(
      String instance,
      Instant at,
      @Nullable Instant lastEvent,
      @Nullable Long spoolDepth,
      @Nullable Long spoolBytes,
      Map<String, String> versions) {}

  /** All of them. */
  record Report(List<Source> sources) {}

  @Override
  public String path() {
    return "/v1/bridges";
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public Reply answer(Question question) {
    Instant now = clock.instant();
    Collection<BridgeStatus> all = statuses.get();
    List<Source> sources =
        all.stream()
            .map(BridgeStatus::source)
            .distinct()
            .sorted()
            .map(source -> source(all, source, now))
            .toList();
    return Reply.json(new Report(sources), Freshness.none());
  }

  private static Source source(Collection<BridgeStatus> all, String source, Instant now) {
    List<BridgeStatus> own =
        all.stream()
            .filter(status -> status.source().equals(source))
            .sorted(Comparator.comparing(BridgeStatus::instance))
            .toList();
    DeactivationBudget budget = BridgeStatus.budget(all, source, now);
    Silence silence = BridgeStatus.silence(all, source, now);
    return new Source(
        source,
        own.stream()
            .flatMap(status -> status.lastEvent().stream())
            .max(Comparator.naturalOrder())
            .orElse(null),
        new Budget(
            budget.timeouts(),
            DeactivationBudget.TIMEOUT_LIMIT,
            budget.errors(),
            DeactivationBudget.ERROR_LIMIT,
            Math.round(budget.used() * 10_000) / 10_000.0),
        new Quiet(silence.quiet().toSeconds(), silence.isSilent(), silence.learned()),
        own.stream().map(BridgesEndpoint::bridge).toList());
  }

  private static Bridge bridge(BridgeStatus status) {
    Optional<BridgeStatus.SpoolLevel> spool = status.spool();
    return new Bridge(
        status.instance(),
        status.at(),
        status.lastEvent().orElse(null),
        spool.map(BridgeStatus.SpoolLevel::depth).orElse(null),
        spool.map(BridgeStatus.SpoolLevel::bytes).orElse(null),
        new TreeMap<>(status.versions()));
  }
}
