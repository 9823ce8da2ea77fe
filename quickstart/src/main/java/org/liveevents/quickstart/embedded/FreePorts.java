package org.liveevents.quickstart.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Loopback ports nobody listens on. */
public final class FreePorts {

  private FreePorts() {}

  /** The port itself, or one that is free just now if it is 0. */
  static int orFree(int port) {
    return port == 0 ? free() : port;
  }

  /** A port that is free just now; another process may take it before its user does. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on the loopback interface", e);
    }
  }
}
