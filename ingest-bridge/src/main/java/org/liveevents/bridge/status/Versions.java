package org.liveevents.bridge.status;

import java.util.Map;
import java.util.Optional;

/** What runs here. */
public final class Versions {

  private Versions() {}

  /** By name: the bridge, and Java. */
  public static Map<String, String> ofThisProcess() {
    String bridge =
        Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
            .orElse("unreleased");
    return Map.of("bridge", bridge, "java", Runtime.version().toString());
  }
}
