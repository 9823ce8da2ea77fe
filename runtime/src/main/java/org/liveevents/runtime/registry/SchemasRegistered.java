package org.liveevents.runtime.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.liveevents.runtime.registry.Registration.Outcome;
import org.liveevents.runtime.registry.RegistryException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to the schemas at a service's start: values can't be written before their schemas' ids are
 * known. A registry that doesn't answer is asked a few times more.
 */
public final class SchemasRegistered {

  private static final Logger LOGGER = LoggerFactory.getLogger(SchemasRegistered.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int TRIES = 4;

  private final RegistrySettings settings;
  private final CountDownLatch stopping;

  /**
   * A look after the schemas.
   *
   * @param stopping counted down when the process stops
   */
  public SchemasRegistered(RegistrySettings settings, CountDownLatch stopping) {
    this.settings = settings;
    this.stopping = stopping;
  }

  /** The ids by topic; empty if there is no going on, for the reason in the log. */
  public Optional<Map<String, Integer>> await(List<TopicSchema> schemas)
      throws InterruptedException {
    Registration registration =
        Registration.at(new SchemaRegistry(settings), settings.compatibility());
    for (int tries = 1; ; tries++) {
      try {
        return ids(registration.register(schemas));
      } catch (RegistryException e) {
        boolean again = e.reason() == Reason.UNREACHABLE && tries < TRIES;
        if (!again || stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          LOGGER.error(
              "schemas cannot be registered: see to SCHEMA_REGISTRY_URL and the account error={}",
              e.getMessage());
          return Optional.empty();
        }
      }
    }
  }

  private static Optional<Map<String, Integer>> ids(Outcome outcome) {
    if (outcome.refused().isEmpty()) {
      LOGGER.info("schemas registered count={}", outcome.ids().size());
      return Optional.of(outcome.ids());
    }
    LOGGER.error(
        "schemas would break consumers: tell them, then `live-events schemas register"
            + " --allow-breaking` refused={}",
        outcome.refused());
    return Optional.empty();
  }
}
