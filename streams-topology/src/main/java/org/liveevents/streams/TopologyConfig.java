package org.liveevents.streams;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Settings;
import org.liveevents.runtime.registry.RegistrySettings;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.QuerySettings;
import org.liveevents.streams.topology.EngineSettings;
import org.liveevents.streams.validate.Validation;

/**
 * The configuration of the topology's process.
 *
 * @param installation what both services agree on
 * @param engine what shapes the results
 * @param registry where schemas are registered; empty for plain JSON values
 * @param query the query API
 * @param managementPort health and metrics; 0 for any free port
 */
public record TopologyConfig(
    Installation installation,
    EngineSettings engine,
    Optional<RegistrySettings> registry,
    QuerySettings query,
    int managementPort) {

  private static final int DEFAULT_MANAGEMENT_PORT = 9091;

  /**
   * Reads and checks everything.
   *
   * @throws org.liveevents.runtime.config.ConfigurationException naming every problem at once
   */
  public static TopologyConfig from(Settings settings) {
    Installation installation = Installation.from(settings);
    IdRules ids = installation.ids();
    Duration window =
        settings.duration(Key.DEDUPE_WINDOW, Duration.ofSeconds(1), Duration.ofDays(14));
    Duration grace = settings.duration(Key.REORDER_GRACE, Duration.ZERO, Duration.ofHours(1));
    Duration skew = settings.duration(Key.REORDER_MAX_SKEW, Duration.ZERO, Duration.ofHours(24));
    if (window.compareTo(grace.plus(skew)) <= 0) {
      settings.problem(
          Key.DEDUPE_WINDOW,
          "make it longer than REORDER_GRACE and REORDER_MAX_SKEW together: an event must be"
              + " remembered while it waits");
      window = grace.plus(skew).plusSeconds(1);
    }
    Validation validation = settings.choice(Key.VALIDATION, Validation.class);
    Optional<RegistrySettings> registry = RegistrySettings.from(settings);
    Duration history =
        settings.duration(Key.HISTORY_RETENTION, Duration.ofHours(1), Duration.ofDays(400));
    QuerySettings query = QuerySettings.from(settings, ids);
    int managementPort = settings.portIfSet(Key.MANAGEMENT_PORT).orElse(DEFAULT_MANAGEMENT_PORT);
    StreamsProperties.check(settings);
    settings.check();
    return new TopologyConfig(
        installation,
        new EngineSettings(
            installation.topics().topics(),
            ids,
            window,
            grace,
            skew,
            reorderMaxBytes(settings),
            validation,
            history,
            Set.copyOf(Views.topics())),
        registry,
        query,
        managementPort);
  }

  /** The same, with those views and no others. */
  public TopologyConfig keeping(Set<String> views) {
    return new TopologyConfig(installation, engine.keeping(views), registry, query, managementPort);
  }

  /** Half of the heap leaves room for everything else. */
  private static long reorderMaxBytes(Settings settings) {
    return settings
        .sizeIfSet(Key.REORDER_MAX_BYTES, 1024 * 1024, Long.MAX_VALUE)
        .orElse(Runtime.getRuntime().maxMemory() / 2);
  }
}
