package org.liveevents.bridge.webhook;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * Ends connections that go on sending without ever finishing a request's headers: each byte keeps
 * the limit on silence away, and the deadline of a request begins after its headers only. Safe to
 * share between threads.
 */
final class SlowSenders implements Connection.Listener {

  /** Where a connection stood when it last made progress. */
  private record Seen(long requests, long nanos) {}

  private final Duration limit;
  private final Map<Connection, Seen> open = new ConcurrentHashMap<>();

  SlowSenders(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void onOpened(Connection connection) {
    if (!(connection instanceof SslConnection)) { // which counts no requests
      open.put(connection, new Seen(0, System.nanoTime()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  /** To be called every so often. Silent connections have ended before, by the other limit. */
  void look() {
    open.forEach(
        (connection, seen) -> {
          long requests = connection.getMessagesIn();
          long now = System.nanoTime();
          if (requests != seen.requests()) {
            open.replace(connection, new Seen(requests, now));
          } else if (now - seen.nanos() > limit.toNanos()) {
            connection.getEndPoint().close();
          }
        });
  }
}
