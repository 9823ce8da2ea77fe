package org.liveevents.bridge.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.intake.Intake;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.spool.Frames.Located;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on what the spool has, oldest first. One delivery goes ahead; while all goes well twice as
 * many follow at a time. After a failure everything from the first that failed is handed on again,
 * so that none ends up behind a newer one of its scope.
 */
final class Drain implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Drain.class);
  private static final int MAX_AT_ONCE = 1024;
  private static final long MAX_BYTES_AT_ONCE = 8L * 1024 * 1024;
  private static final int READS = 3;

  private final Spool spool;
  private final Intake intake;
  private final Duration pause;
  private final Thread thread = new Thread(this::run, "spool-drain");
  private final CountDownLatch stopping = new CountDownLatch(1);
  private int atOnce = 1;
  private volatile boolean refused;

  /**
   * A drain, not started.
   *
   * @param pause how long to wait after a failure
   */
  Drain(Spool spool, Intake intake, Duration pause) {
    this.spool = spool;
    this.intake = intake;
    this.pause = pause;
  }

  void start() {
    thread.start();
  }

  /** Whether the last attempt failed. */
  boolean isRefused() {
    return refused;
  }

  /** Ends soon; what it was about to hand on stays in the spool. */
  @Override
  public void close() {
    stopping.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      long position = 0;
      Segment segment = spool.awaitOldest(position);
      while (segment != null && stopping.getCount() > 0) {
        Frames frames = read(segment, position);
        if (frames == null || (frames.found().isEmpty() && segment.isSealed())) {
          spool.remove(segment, frames == null);
          position = 0;
        } else {
          handOn(segment, frames.found());
          position = end(frames, position);
        }
        segment = spool.awaitOldest(position);
      }
    } catch (InterruptedException e) { // asked to end
      Thread.currentThread().interrupt();
    }
  }

  private static long end(Frames frames, long position) {
    List<Located> found = frames.found();
    return found.isEmpty() ? position : found.get(found.size() - 1).end();
  }

  /** What is in it from there on; null if the file can't be read. */
  private @Nullable Frames read(Segment segment, long position) throws InterruptedException {
    for (int attempt = 1; attempt <= READS; attempt++) {
      try {
        return segment.read(position);
      } catch (IOException e) {
        LOGGER.warn(
            "cannot be read file={} attempt={} error={}",
            segment.name(),
            attempt,
            e.getClass().getSimpleName());
        await(pause);
      }
    }
    return null;
  }

  private void handOn(Segment segment, List<Located> deliveries) throws InterruptedException {
    int done = 0;
    while (done < deliveries.size() && stopping.getCount() > 0) {
      List<Located> next = next(deliveries.subList(done, deliveries.size()));
      int stored = offer(next);
      spool.handedOn(segment, stored);
      done += stored;
      if (stored == next.size()) {
        atOnce = Math.min(2 * atOnce, MAX_AT_ONCE);
        refused = false;
      } else {
        atOnce = 1;
        refused = true;
        await(pause);
      }
    }
  }

  private List<Located> next(List<Located> deliveries) {
    int count = 0;
    long bytes = 0;
    while (count < Math.min(atOnce, deliveries.size())) {
      bytes += deliveries.get(count).delivery().body().size();
      if (count > 0 && bytes > MAX_BYTES_AT_ONCE) {
        break;
      }
      count++;
    }
    return deliveries.subList(0, count);
  }

  /** How many of them, from the first on, are stored. */
  private int offer(List<Located> deliveries) throws InterruptedException {
    List<CompletableFuture<Receipt>> receipts =
        deliveries.stream()
            .map(located -> intake.accept(located.delivery()).toCompletableFuture())
            .toList();
    int stored = 0;
    boolean allSoFar = true;
    for (CompletableFuture<Receipt> receipt : receipts) { // the others' end is awaited as well
      allSoFar &= isStored(receipt);
      stored += allSoFar ? 1 : 0;
    }
    return stored;
  }

  private static boolean isStored(CompletableFuture<Receipt> receipt) throws InterruptedException {
    try {
      return receipt.get().isStored();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a receipt is never an exception", e);
    }
  }

  private void await(Duration limit) throws InterruptedException {
    if (stopping.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("asked to end");
    }
  }
}
