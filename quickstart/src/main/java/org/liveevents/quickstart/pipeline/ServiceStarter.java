package org.liveevents.quickstart.pipeline;

import java.util.Map;

/** Starts one of the two services from the settings it would read from its environment. */
@FunctionalInterface
public interface ServiceStarter {

  /** Starts the service and returns once it is at work. */
  RunningService start(Map<String, String> settings);
}
