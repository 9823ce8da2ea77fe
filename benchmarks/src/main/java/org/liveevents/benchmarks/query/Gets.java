package org.liveevents.benchmarks.query;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
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

/** Questions over plain sockets, each with one question at a time; every answer is read whole. */
final class Gets {

  /**
   * What came of it.
   *
   * @param perSecond answers with 200
   * @param refused other answers
   * @param medianMicros of those with 200
   * @param bytes of bodies, of those with 200
   */
  record Outcome(double perSecond, long refused, double medianMicros, long bytes) {

    /** The same, if every question was answered: anything else would be no measurement. */
    Outcome answering(String what) {
      if (refused > 0 || bytes == 0) {
        throw new IllegalStateException(what + ": not everything was answered: " + this);
      }
      return this;
    }
  }

  private record Part(List<Long> nanos, long refused, long bytes) {}

  private final int port;
  private final List<byte[]> requests;

  Gets(int port, List<String> targets) {
    this.port = port;
    this.requests =
        targets.stream()
            .map(
                target ->
                    ("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(US_ASCII))
            .toList();
  }

  /** As fast as they are answered. */
  Outcome full(int askers, Duration length) {
    return run(askers, length, 0);
  }

  /** At a steady rate, as far as it is kept up with. */
  Outcome paced(int askers, Duration length, double perSecond) {
    return run(askers, length, (long) (askers * 1e9 / perSecond));
  }

  private Outcome run(int askers, Duration length, long intervalNanos) {
    ExecutorService threads = Executors.newFixedThreadPool(askers);
    try {
      long begin = System.nanoTime();
      long end = begin + length.toNanos();
      List<CompletableFuture<Part>> parts = new ArrayList<>();
      for (int i = 0; i < askers; i++) {
        int asker = i;
        parts.add(
            CompletableFuture.supplyAsync(() -> ask(asker, begin, end, intervalNanos), threads));
      }
      List<Part> all = parts.stream().map(CompletableFuture::join).toList();
      double seconds = (System.nanoTime() - begin) / 1e9;
      List<Long> nanos = all.stream().flatMap(part -> part.nanos().stream()).sorted().toList();
      return new Outcome(
          nanos.size() / seconds,
          all.stream().mapToLong(Part::refused).sum(),
          nanos.isEmpty() ? 0 : nanos.get(nanos.size() / 2) / 1000,
          all.stream().mapToLong(Part::bytes).sum());
    } finally {
      threads.shutdownNow();
    }
  }

  private Part ask(int asker, long begin, long end, long intervalNanos) {
    List<Long> nanos = new ArrayList<>();
    long refused = 0;
    long bytes = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
      long due = begin;
      for (int i = asker; System.nanoTime() < end; i++) {
        while (intervalNanos > 0 && System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        due += intervalNanos;
        long start = System.nanoTime();
        socket.getOutputStream().write(requests.get(i % requests.size()));
        Answer answer = Answer.read(in);
        if (answer.status == 200) {
          nanos.add(System.nanoTime() - start);
          bytes += answer.bytes;
        } else {
          refused++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Part(nanos, refused, bytes);
  }

  /** One answer, its body counted and left behind. */
  private record Answer(int status, long bytes) {

    static Answer read(InputStream in) throws IOException {
      String first = line(in);
      int status = Integer.parseInt(first.substring(9, 12));
      long length = 0;
      boolean chunked = false;
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        String lower = header.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Long.parseLong(header.substring(15).strip());
        }
        chunked |= lower.startsWith("transfer-encoding: chunked");
      }
      if (!chunked) {
        in.skipNBytes(length);
        return new Answer(status, length);
      }
      long bytes = 0;
      for (long chunk = chunk(in); chunk > 0; chunk = chunk(in)) {
        in.skipNBytes(chunk);
        bytes += chunk;
        line(in);
      }
      line(in);
      return new Answer(status, bytes);
    }

    private static long chunk(InputStream in) throws IOException {
      return Long.parseLong(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new IOException("the server hung up");
        }
        if (b != '\r') {
          line.append((char) b);
        }
      }
      return line.toString();
    }
  }
}
