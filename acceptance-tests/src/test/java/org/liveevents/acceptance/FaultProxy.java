package org.liveevents.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A TCP connection's bad days: cut, silent, slow, refused; on one to a broker also just as a
 * request of some kind is made. Stands between two ports of ours.
 */
final class FaultProxy implements AutoCloseable {

  /** What is asked for surely has reached the other end by then. */
  private static final Duration ARRIVED = Duration.ofMillis(30);

  /**
   * Requests that end their connection.
   *
   * @param share of them do, from 0 to 1
   * @param reachesTheBroker whether only the answer is lost
   */
  private record Torn(Set<ApiKeys> kinds, double share, boolean reachesTheBroker) {

    static final Torn NONE = new Torn(Set.of(), 0, false);

    boolean strikes(byte[] request) {
      return kinds.contains(KafkaRequests.kind(request))
          && ThreadLocalRandom.current().nextDouble() < share;
    }
  }

  private final ServerSocket server;
  private final boolean knowsRequests;
  private volatile Torn torn = Torn.NONE;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile boolean silent;
  private volatile boolean refusing;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean closed;

  FaultProxy() {
    this(false);
  }

  private FaultProxy(boolean knowsRequests) {
    this.knowsRequests = knowsRequests;
    try {
      server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that knows requests to a broker. */
  static FaultProxy toBroker() {
    return new FaultProxy(true);
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

  /**
   * From now on a connection to a broker ends when such a request is made on it.
   *
   * @param share of the requests that do that, from 0 to 1
   * @param reachesTheBroker whether it does what it was asked, and only its answer is lost
   */
  void tear(Set<ApiKeys> kinds, double share, boolean reachesTheBroker) {
    torn = new Torn(kinds, share, reachesTheBroker);
  }

  /** All is well again; connections that lost bytes are cut, as their ends find out in time. */
  void heal() {
    boolean lost = silent;
    silent = false;
    refusing = false;
    delay = Duration.ZERO;
    torn = Torn.NONE;
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
        start("forth", () -> pass(near, far, knowsRequests));
        start("back", () -> pass(far, near, false));
      } catch (
          IOException e) { // ours is closed, or the target is away: the next may be let through
        Thread.onSpinWait();
      }
    }
  }

  private static Optional<byte[]> piece(InputStream from) throws IOException {
    byte[] piece = new byte[64 * 1024];
    int read = from.read(piece);
    return read < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(piece, read));
  }

  private void pass(Socket from, Socket to, boolean requests) {
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      while (true) {
        Optional<byte[]> piece = requests ? KafkaRequests.next(input) : piece(input);
        if (piece.isEmpty()) {
          break;
        }
        Thread.sleep(delay.toMillis());
        Torn now = torn;
        boolean ends = requests && now.strikes(piece.get());
        if (!silent && (!ends || now.reachesTheBroker)) {
          output.write(piece.get());
        }
        if (ends) {
          Thread.sleep(ARRIVED.toMillis());
          throw new IOException("torn");
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
