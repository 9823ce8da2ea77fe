package org.liveevents.bridge.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.status.BridgeStatus;
import org.liveevents.status.BridgeStatus.SpoolLevel;
import org.liveevents.status.BridgeStatusJson;
import org.liveevents.status.DeactivationBudget;
import org.liveevents.status.Silence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the status topic how this bridge is doing, ten seconds after a change and every minute, and
 * judges budget and silence from what all bridges tell. It tells nothing before it knows what its
 * own predecessor told, so that a restart forgets nothing; a kill forgets at most ten seconds.
 */
public final class StatusReporter implements AutoCloseable {

  /** Sends a value, or null to have it forgotten, and says nothing if that fails. */
  public interface Publisher {
    /** Sends. */
    void publish(String key, Optional<byte[]> value);
  }

  /** What was told by anybody, us included. */
  public interface Others {
    /** Whether all that had been told when we began is known. */
    boolean areKnown();

    /** The newest of each. */
    Collection<BridgeStatus> all();
  }

  /** What a bridge without any event for so long told is of no use to anybody. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(35);

  private static final Logger LOGGER = LoggerFactory.getLogger(StatusReporter.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration AFTER_CHANGE = Duration.ofSeconds(10);
  private static final Duration AT_LEAST = Duration.ofMinutes(1);
  private static final double WORRYING = 0.5;

  private final List<Feed> feeds;
  private final Others others;
  private final Publisher publisher;
  private final Supplier<Optional<SpoolLevel>> spool;
  private final Map<String, String> versions;
  private final InstantSource clock;
  private final Set<String> alerted = new HashSet<>();
  private final ScheduledExecutorService ticking =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "bridge-status"));
  private boolean resumed;
  private boolean changed = true;
  private Instant told = Instant.EPOCH;

  StatusReporter(
      List<Feed> feeds,
      Others others,
      Publisher publisher,
      Supplier<Optional<SpoolLevel>> spool,
      Map<String, String> versions,
      InstantSource clock) {
    this.feeds = List.copyOf(feeds);
    this.others = others;
    this.publisher = publisher;
    this.spool = spool;
    this.versions = Map.copyOf(versions);
    this.clock = clock;
  }

  /**
   * Starts reporting.
   *
   * @param sources {@code sqs}, {@code webhook} or both
   * @param instance a name that this bridge will have again after a restart, and no other has
   */
  public static StatusReporter start(
      List<String> sources,
      String instance,
      Others others,
      Publisher publisher,
      Supplier<Optional<SpoolLevel>> spool,
      Map<String, String> versions,
      InstantSource clock,
      BridgeMetrics metrics) {
    List<Feed> feeds = new ArrayList<>();
    for (String source : sources) {
      boolean webhook = source.equals("webhook");
      feeds.add(
          new Feed(
              source,
              instance,
              () -> metrics.receivedSoFar(source),
              webhook ? metrics::timeouts : () -> 0,
              webhook ? metrics::errors : () -> 0));
    }
    StatusReporter reporter = new StatusReporter(feeds, others, publisher, spool, versions, clock);
    sources.forEach(
        source ->
            metrics.watchFeed(
                source, () -> reporter.budget(source), () -> reporter.silence(source)));
    ScheduledFuture<?> unused =
        reporter.ticking.scheduleWithFixedDelay(
            reporter::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    return reporter;
  }

  /** What Canvas counts against that source's subscription, all bridges together. */
  public DeactivationBudget budget(String source) {
    Instant now = clock.instant();
    return BridgeStatus.budget(everybody(now), source, now);
  }

  /** Whether that source has gone silent, all bridges together. */
  public Silence silence(String source) {
    Instant now = clock.instant();
    return BridgeStatus.silence(everybody(now), source, now);
  }

  /** Tells the last state, if it may. */
  @Override
  public void close() {
    ticking.shutdownNow();
    try {
      if (ticking.awaitTermination(AFTER_CHANGE.toSeconds(), TimeUnit.SECONDS) && resumed) {
        Instant now = clock.instant();
        feeds.forEach(feed -> feed.sample(now));
        tell(now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    try {
      report();
    } catch (RuntimeException e) { // it must not be the last time
      LOGGER.warn("the status cannot be told error={}", e.getClass().getSimpleName());
    }
  }

  /** One step; called every second. */
  void report() {
    Instant now = clock.instant();
    for (Feed feed : feeds) {
      changed |= feed.sample(now);
    }
    if (!resumed && others.areKnown()) {
      for (BridgeStatus earlier : others.all()) {
        feeds.stream()
            .filter(feed -> feed.key().equals(earlier.key()))
            .forEach(feed -> feed.resume(earlier));
      }
      resumed = true;
    }
    Duration since = Duration.between(told, now);
    if (resumed && since.compareTo(changed ? AFTER_CHANGE : AT_LEAST) >= 0) {
      tell(now);
      feeds.forEach(feed -> warn(feed.source()));
      forget(now);
    }
  }

  private void tell(Instant now) {
    for (Feed feed : feeds) {
      BridgeStatus status = feed.status(now, spool.get(), versions);
      publisher.publish(status.key(), Optional.of(BridgeStatusJson.write(status)));
    }
    told = now;
    changed = false;
  }

  private void forget(Instant now) {
    for (BridgeStatus status : others.all()) {
      if (status.at().isBefore(now.minus(FORGOTTEN_AFTER))) {
        publisher.publish(status.key(), Optional.empty());
      }
    }
  }

  private void warn(String source) {
    DeactivationBudget budget = budget(source);
    once(
        budget.used() >= WORRYING,
        source + " budget",
        () ->
            LOGGER.error(
                "Canvas may switch the subscription off source={} timeouts={} errors={}",
                source,
                budget.timeouts(),
                budget.errors()));
    Silence silence = silence(source);
    once(
        silence.isSilent(),
        source + " silence",
        () ->
            LOGGER.error(
                "the feed has gone silent source={} quiet={} missing={}",
                source,
                silence.quiet(),
                Math.round(silence.missing())));
  }

  private void once(boolean alert, String what, Runnable log) {
    if (alert ? alerted.add(what) : alerted.remove(what)) {
      if (alert) {
        log.run();
      } else {
        LOGGER.info("no longer: {}", what);
      }
    }
  }

  /** What others told last, and of ourselves what is true now. */
  private Collection<BridgeStatus> everybody(Instant now) {
    List<BridgeStatus> everybody = new ArrayList<>();
    Set<String> ours = new HashSet<>();
    for (Feed feed : feeds) {
      ours.add(feed.key());
      everybody.add(feed.status(now, Optional.empty(), Map.of()));
    }
    others.all().stream().filter(status -> !ours.contains(status.key())).forEach(everybody::add);
    return everybody;
  }
}
