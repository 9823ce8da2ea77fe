package org.liveevents.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Many senders on plain sockets, one request at a time each. */
final class Load {

  /**
   * What came of it.
   *
   * @param perSecond answers with 200
   * @param refused other answers
   * @param micros how long each 200 took, in order
   */
  record Outcome(double perSecond, long refused, List<Long> micros) {

    /** The time within which this share of the answers came. */
    Duration within(double share) {
      if (micros.isEmpty()) {
        return Duration.ZERO;
      }
      int at = (int) Math.min(micros.size() - 1L, Math.round(share * micros.size()));
      return Duration.ofNanos(1000 * micros.get(at));
    }
  }

  private record Part(List<Long> micros, long refused) {}

  private final int port;
  private final String path;
  private final byte[][] requests;

  Load(int port, String path, List<byte[]> bodies) {
    this.port = port;
    this.path = path;
    this.requests = bodies.stream().map(this::request).toArray(byte[][]::new);
  }

  /** As fast as they are answered. */
  Outcome full(int senders, Duration length) {
    return run(senders, length, 0);
  }

  /** At a steady rate; a wait for the sender's turn counts, as it would for the next event. */
  Outcome paced(int senders, Duration length, double perSecond) {
    return run(senders, length, (long) (senders * 1e9 / perSecond));
  }

  private Outcome run(int senders, Duration length, long intervalNanos) {
    ExecutorService threads = Executors.newFixedThreadPool(senders);
    try {
      long end = System.nanoTime() + length.toNanos();
      List<CompletableFuture<Part>> parts = new ArrayList<>();
      for (int i = 0; i < senders; i++) {
        int sender = i;
        long first = System.nanoTime() + intervalNanos * sender / senders;
        parts.add(
            CompletableFuture.supplyAsync(() -> send(sender, first, end, intervalNanos), threads));
      }
      List<Part> all = parts.stream().map(CompletableFuture::join).toList();
      List<Long> micros = all.stream().flatMap(part -> part.micros().stream()).sorted().toList();
      long refused = all.stream().mapToLong(Part::refused).sum();
      return new Outcome(micros.size() * 1e9 / length.toNanos(), refused, micros);
    } finally {
      threads.shutdownNow();
    }
  }

  private Part send(int sender, long first, long end, long intervalNanos) {
    List<Long> micros = new ArrayList<>();
    long refused = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream answers = new BufferedInputStream(socket.getInputStream(), 1024);
      long due = first;
      for (int i = sender; System.nanoTime() < end; i++) {
        while (intervalNanos > 0 && System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        long start = intervalNanos > 0 ? due : System.nanoTime();
        due += intervalNanos;
        socket.getOutputStream().write(requests[i % requests.length]);
        if (status(answers) == 200) {
          micros.add((System.nanoTime() - start) / 1000);
        } else {
          refused++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Part(micros, refused);
  }

  /** Reads an answer without a body. */
  private static int status(InputStream answers) throws IOException {
    int status = 0;
    int at = 0;
    int ends = 0; // of the four bytes that end the headers
    while (ends < 4) {
      int b = answers.read();
      if (b < 0) {
        throw new IOException("the server hung up");
      }
      if (at >= 9 && at < 12) {
        status = status * 10 + b - '0';
      }
      at++;
      ends = b == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : b == '\r' ? 1 : 0;
    }
    return status;
  }

  private byte[] request(byte[] body) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(US_ASCII));
    request.writeBytes(body);
    return request.toByteArray();
  }
}
