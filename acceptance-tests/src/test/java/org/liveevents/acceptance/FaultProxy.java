package org.liveevents.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP connection's bad days: cut, silent, slow, refused. Stands between two ports of ours. */
final class FaultProxy implements AutoCloseable {

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile boolean silent;
  private volatile boolean refusing;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean closed;

  FaultProxy() {
    try {
      server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets connections through to that port from now on. */
  FaultProxy to(int port) {
    target = port;
    start("accept", this::accept);
    return this;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Ends every connection with a reset; new ones are let through. */
  void cut() {
    open.forEach(FaultProxy::reset);
    open.clear();
  }

  /** From now on bytes get lost in both directions, and nobody is told. */
  void silence() {
    silent = true;
  }

  /** From now on every piece takes so much longer. */
  void slow(Duration by) {
    delay = by;
  }

  /** From now on connections end as soon as they begin, and those there are do now. */
  void refuse() {
    refusing = true;
    cut();
  }

  /** All is well again; connections that lost bytes are cut, as their ends find out in time. */
  void heal() {
    boolean lost = silent;
    silent = false;
    refusing = false;
    delay = Duration.ZERO;
    if (lost) {
      cut();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    cut();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket near = server.accept();
        if (refusing) {
          reset(near);
          continue;
        }
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(near);
        open.add(far);
        start("forth", () -> pass(near, far));
        start("back", () -> pass(far, near));
      } catch (
          IOException e) { // ours is closed, or the target is away: the next may be let through
        Thread.onSpinWait();
      }
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] piece = new byte[64 * 1024];
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      for (int read = input.read(piece); read >= 0; read = input.read(piece)) {
        Thread.sleep(delay.toMillis());
        if (!silent) {
          output.write(piece, 0, read);
        }
      }
      to.shutdownOutput();
    } catch (IOException e) { // one end is gone, so the other goes
      reset(from);
      reset(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) { // gone already
      return;
    }
  }

  private static void start(String what, Runnable task) {
    Thread thread = new Thread(task, "fault-proxy-" + what);
    thread.setDaemon(true);
    thread.start();
  }
}
