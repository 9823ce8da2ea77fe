package org.liveevents.quickstart.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports nobody listens on. They lie below those that systems give to outgoing connections, lest one
 * of these take it before its user does: on a busy machine that happens.
 */
public final class FreePorts {

  private static final int LOWEST = 15_000;
  private static final int BEYOND = 32_000;
  private static final int MOST_TRIES = 1_000;

  private FreePorts() {}

  /** The port itself, or one that is free just now if it is 0. */
  static int orFree(int port) {
    return port == 0 ? free() : port;
  }

  /** A port that is free just now; another process may take it before its user does. */
  public static int free() {
    for (int i = 0; i < MOST_TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + LOWEST + " to " + (BEYOND - 1));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
