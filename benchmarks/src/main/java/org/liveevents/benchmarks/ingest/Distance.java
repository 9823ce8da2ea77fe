package org.liveevents.benchmarks.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A longer way to a server on this machine: whatever either side says arrives so much later, as
 * much at once as it likes. Nobody's queue is a few microseconds away.
 */
final class Distance implements AutoCloseable {

  /** A piece on its way; without bytes it is the end. */
  private record Piece(ByteBuffer bytes, long due) {}

  private final URI server;
  private final Duration oneWay;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** To that server, which keeps its own address too. */
  Distance(URI server, Duration oneWay) {
    this.server = server;
    this.oneWay = oneWay;
    try {
      this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** Where it is far away. */
  URI address() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket near = listening.accept();
        Socket far = new Socket(server.getHost(), server.getPort());
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        open.add(near);
        open.add(far);
        carry(near, far);
        carry(far, near);
      }
    } catch (IOException e) { // closed
      close();
    }
  }

  private void carry(Socket from, Socket to) {
    BlockingQueue<Piece> way = new LinkedBlockingQueue<>();
    start(() -> send(from, way));
    start(() -> arrive(way, to));
  }

  private void send(Socket from, BlockingQueue<Piece> way) {
    byte[] buffer = new byte[64 * 1024];
    int read = 0;
    while (read >= 0) {
      read = read(from, buffer);
      ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(buffer, Math.max(0, read)));
      way.add(new Piece(bytes, System.nanoTime() + oneWay.toNanos()));
    }
  }

  /** How many bytes came; negative at the end. */
  private static int read(Socket from, byte[] into) {
    try {
      InputStream in = from.getInputStream();
      return in.read(into);
    } catch (IOException e) { // it hung up
      return -1;
    }
  }

  private void arrive(BlockingQueue<Piece> way, Socket at) {
    try {
      OutputStream out = at.getOutputStream();
      for (Piece piece = way.take(); piece.bytes().hasRemaining(); piece = way.take()) {
        for (long left = piece.due() - System.nanoTime(); left > 0; ) {
          LockSupport.parkNanos(left);
          left = piece.due() - System.nanoTime();
        }
        out.write(piece.bytes().array());
      }
      at.shutdownOutput();
    } catch (IOException e) { // it hung up: so does the other one
      close(at);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "distance");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) { // it is closed, then
      return;
    }
  }

  @Override
  public void close() {
    close(listening);
    open.forEach(Distance::close);
  }
}
