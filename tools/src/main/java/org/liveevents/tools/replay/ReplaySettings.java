package org.liveevents.tools.replay;

import java.time.Duration;
import org.liveevents.bridge.kafka.ProducerSettings;
import org.liveevents.runtime.config.ConfigurationException;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Settings;

/**
 * What a replay must know of the installation.
 *
 * @param dedupeWindow how long the topology remembers an event
 * @param maxSkew an event further ahead of its arrival is from the future
 */
record ReplaySettings(Installation installation, Duration dedupeWindow, Duration maxSkew) {

  /**
   * Reads the keys.
   *
   * @throws ConfigurationException with everything that is wrong
   */
  static ReplaySettings from(Settings settings) {
    Installation installation = Installation.from(settings);
    Duration window =
        settings.duration(Key.DEDUPE_WINDOW, Duration.ofSeconds(1), Duration.ofDays(14));
    Duration skew = settings.duration(Key.REORDER_MAX_SKEW, Duration.ZERO, Duration.ofHours(24));
    ProducerSettings.check(settings);
    settings.check();
    return new ReplaySettings(installation, window, skew);
  }
}
