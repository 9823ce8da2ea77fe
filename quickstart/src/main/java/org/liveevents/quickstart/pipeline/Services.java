package org.liveevents.quickstart.pipeline;

/** The two services, as this JVM starts them. */
public final class Services {

  private Services() {}

  /** Starts an ingest bridge. */
  public static ServiceStarter bridge() {
    return settings -> {
      throw new UnsupportedOperationException("the bridge is not part of this build");
    };
  }

  /** Starts a streams topology with its query API. */
  public static ServiceStarter topology() {
    return settings -> {
      throw new UnsupportedOperationException("the topology is not part of this build");
    };
  }
}
