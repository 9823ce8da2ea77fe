package org.liveevents.quickstart.pipeline;

import java.net.URI;

/** A service at work in this JVM. */
public interface RunningService extends AutoCloseable {

  /** Where it takes requests: the bridge its webhooks, the topology its queries. */
  URI address();

  /** Stops it in good order. */
  @Override
  void close();

  /** A service at that address, which stops by that action. */
  static RunningService at(URI address, Runnable stop) {
    return new RunningService() {
      @Override
      public URI address() {
        return address;
      }

      @Override
      public void close() {
        stop.run();
      }
    };
  }
}
